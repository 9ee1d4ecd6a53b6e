import { bodyOnDemand } from '#shared/communications/body-on-demand.ts';
import { messageParticipants } from '#shared/communications/participants.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { MessageCopy } from '#shared/store/message-copies.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.readMessageBody;

export const readMessageBody = async (
  { caller, params, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { customerId, messageId } = params;
  const request = { caller, customerId, itemId: messageId, requestId, action: 'message-body.read' } as const;
  return bodyOnDemand<MessageCopy>(request, {
    ...deps,
    fetch: deps.fetchMessageBody,
    participantsOf: messageParticipants,
    copiesOf: async (scope, customer, itemId) => (await deps.messages.get(scope, customer, itemId))?.copies ?? [],
  });
};
