import { isAllowed, roleAllows } from '#shared/access/abilities.ts';
import { openMemberScope } from '#shared/access/open-scope.ts';
import { AuthorizerContext, Principal } from '#shared/access/principal.ts';
import type { Operation } from '#shared/contract/function-contract.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { GatewayEvent } from './gateway-event.ts';

/**
 * The caller as the authorizer found them; throws where there is none. A route without its authorizer is therefore
 * closed, not open.
 */
const authenticated = (event: GatewayEvent): MemberScope => {
  const context = AuthorizerContext.safeParse(event.requestContext.authorizer?.lambda);
  if (!context.success) throw new AppError('Unauthenticated', 'no access token was sent with the request');
  if ('refusal' in context.data) throw new AppError(context.data.refusal, context.data.detail);
  return openMemberScope(Principal.parse(JSON.parse(context.data.principal)));
};

export const callerOf = (event: GatewayEvent, operation: Operation): MemberScope | undefined => {
  if (operation.ability === 'public') return undefined;
  const caller = authenticated(event);
  if (!roleAllows(caller.role, operation.ability)) {
    throw new AppError('Forbidden', `the role ${caller.role} may not do this`);
  }
  if (!isAllowed(caller, operation.ability)) {
    throw new AppError('Forbidden', `the access token is not made for ${operation.ability}`);
  }
  return caller;
};
