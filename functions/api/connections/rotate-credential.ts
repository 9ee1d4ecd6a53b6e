import { audited } from '#shared/api/audited.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/contract.ts';
import { answerFor, knownConnection } from './connection-answer.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { readPasted } from './pasted-credential.ts';

type Op = typeof contract.operations.rotateCredential;

/** The old credential is kept until Microsoft has taken the new one. */
export const rotateCredential = async (
  { caller, params, body, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const before = await knownConnection(deps, caller, params.connectionId);
  const { credential, expiresOn } = readPasted(body);
  await deps.prove(caller, { ...before, credential });
  const { connectionId } = before;
  const what = { action: 'credential.replaced', target: connectionId, requestId };
  const after = await audited(deps.audit, caller, what, async () => {
    await deps.credentials.store(caller.mspId, connectionId, credential);
    return deps.connections.replaceCredential(caller, before, { kind: credential.kind, expiresOn, state: 'valid' });
  });
  return { body: await answerFor(caller, after, deps) };
};
