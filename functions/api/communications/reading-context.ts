import type { CommunicationsReader } from '#shared/communications/participant-rule.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import type { ListDeps } from './deps.ts';

/** Who reads a list of a customer, and the state of what is read. Throws `NotFound` if there is no such customer. */
export const readingContext = async (
  caller: MemberScope,
  customerId: CustomerId,
  surfaceId: 'messages' | 'events',
  deps: ListDeps,
): Promise<{ readonly reader: CommunicationsReader; readonly surfaces: Record<string, SurfaceState> }> => {
  if ((await deps.customers.get(caller, customerId)) === undefined) {
    throw new AppError('NotFound', `there is no customer ${customerId}`);
  }
  const [addresses, surfaces] = await Promise.all([deps.ownAddresses(caller), deps.surfaceStates(caller, [surfaceId])]);
  return { reader: { role: caller.role, addresses }, surfaces };
};
