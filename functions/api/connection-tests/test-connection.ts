import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { credentialNameOf } from '#shared/kernel/credential-name.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ConnectTestResult } from '#shared/microsoft/connect-test.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { toTestAnswer } from './test-answer.ts';

type Op = typeof contract.operations.testConnection;

/** Tests a saved connection with its current credential and records what was learned. */
export const testConnection = async (
  { caller, params: { connectionId } }: ApiRequest<Op, MemberScope>,
  { connections, credentials, runConnectTest, plansOf }: Deps,
): Promise<ApiAnswer<Op>> => {
  const connection = await connections.get(caller, connectionId);
  if (connection === undefined) throw new AppError('NotFound', `there is no connection ${connectionId}`);
  const { tenantId, clientId, cloud, reads } = connection;
  const credential = await credentials.read(caller.mspId, credentialNameOf(connection), { fresh: true });
  const mailboxes = connection.mailboxes.map(({ upn }) => upn);
  const result = await runConnectTest(caller, { credential, tenantId, clientId, cloud, reads, mailboxes });
  if (result.credential !== 'unknown') {
    const { credential: state, refusedWith: code } = result;
    await connections.recordCredentialState(caller, connectionId, { state, code });
  }
  await connections.recordTenant(caller, connectionId, tenantFieldsOf(result));
  return { body: toTestAnswer(result, { reads, plans: await plansOf(caller, connection) }) };
};

const tenantFieldsOf = ({ tenantName, verifiedDomains, grantedScopes }: ConnectTestResult) => ({
  ...(tenantName === undefined ? {} : { tenantName }),
  ...(verifiedDomains === undefined ? {} : { verifiedDomains: [...verifiedDomains] }),
  ...(grantedScopes === undefined ? {} : { grantedScopes: [...grantedScopes] }),
});
