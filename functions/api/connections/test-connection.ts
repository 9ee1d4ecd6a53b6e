import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/contract.ts';
import { knownConnection } from './connection-answer.ts';
import type { contract } from './contract.ts';
import type { Deps, Verdict } from './deps.ts';
import { testAnswerOf } from './test-answer.ts';

type Op = typeof contract.operations.testConnection;

/** Tries a saved connection with the credential as it stands now, and keeps what was learnt. */
export const testConnection = async (
  { caller, params }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const connection = await knownConnection(deps, caller, params.connectionId);
  const { connectionId, tenantId, clientId, cloud, reads } = connection;
  const credential = await deps.credentials.read(caller.mspId, connectionId, { fresh: true });
  const mailboxes = connection.mailboxes.map(({ upn }) => upn);
  const verdict = await deps.tryConnecting(caller, { credential, tenantId, clientId, cloud, reads, mailboxes });
  if (verdict.credential !== 'unknown') {
    const code = verdict.credential === 'refused' ? verdict.problems[0]?.code : undefined;
    await deps.connections.noteCredential(caller, connectionId, { state: verdict.credential, code });
  }
  await deps.connections.noteTenant(caller, connectionId, learntFrom(verdict));
  return { body: testAnswerOf(verdict) };
};

const learntFrom = ({ tenantName, verifiedDomains, grantedScopes }: Verdict) => ({
  ...(tenantName === undefined ? {} : { tenantName }),
  ...(verifiedDomains === undefined ? {} : { verifiedDomains: [...verifiedDomains] }),
  ...(grantedScopes === undefined ? {} : { grantedScopes: [...grantedScopes] }),
});
