import { bodyOnDemand } from '#shared/communications/body-on-demand.ts';
import { eventParticipants } from '#shared/communications/participants.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { EventCopy } from '#shared/store/event-copies.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.readEventBody;

export const readEventBody = async (
  { caller, params, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { customerId, eventId } = params;
  const request = { caller, customerId, itemId: eventId, requestId, action: 'event-body.read' } as const;
  return bodyOnDemand<EventCopy>(request, {
    ...deps,
    fetch: deps.fetchEventBody,
    participantsOf: eventParticipants,
    copiesOf: async (scope, customer, itemId) => (await deps.events.get(scope, customer, itemId))?.copies ?? [],
  });
};
