import { audited } from '#shared/api/audited.ts';
import { readPastedCredential } from '#shared/api/pasted-credential.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import type { ConnectionId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { Connection, CredentialRecord } from '#shared/store/connection-record.ts';
import { readAnswer, requireConnection } from './connection-answer.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.rotateCredential;

/** Keeps the old credential until Microsoft has accepted the new one. */
export const rotateCredential = async (
  { caller, params, body, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { connectionId } = params;
  const before = await requireConnection(deps, caller, connectionId);
  if (before.mode === 'publisher-app') {
    throw new AppError(
      'InvalidInput',
      'this connection signs in through the publisher app: replace its credential with PUT /v1/publisher-app',
    );
  }
  const { credential, expiresOn } = readPastedCredential(body);
  await deps.verifyCredential(caller, { ...before, credential });
  const auditEntry = { action: 'credential.replaced', target: connectionId, requestId } as const;
  const after = await audited(deps.audit, caller, auditEntry, async () => {
    await deps.credentials.store(caller.mspId, connectionId, credential);
    return recordCredential(caller, connectionId, { kind: credential.kind, expiresOn, state: 'valid' }, deps);
  });
  return { body: await readAnswer(caller, after, deps) };
};

/** If the connection was removed in the meantime, the stored credential is removed too. */
const recordCredential = async (
  caller: MemberScope,
  connectionId: ConnectionId,
  record: CredentialRecord,
  { connections, credentials }: Deps,
): Promise<Connection> => {
  try {
    return await connections.replaceCredential(caller, connectionId, record);
  } catch (error) {
    if (isAppError(error, 'NotFound')) await credentials.remove(caller.mspId, connectionId);
    throw error;
  }
};
