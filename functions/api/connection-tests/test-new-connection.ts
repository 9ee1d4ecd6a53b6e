import type { ConnectionRequest } from '#shared/api/connection-request.ts';
import { type ConnectionSignIn, connectionSignIn } from '#shared/api/connection-sign-in.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { publisherAppCredential } from '#shared/kernel/credential-name.ts';
import { errorDefinition, isAppError, publicCode } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ConnectProblem } from '#shared/microsoft/connect-problem.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { refusedWithoutRequest, toTestAnswer } from './test-answer.ts';

type Op = typeof contract.operations.testNewConnection;

/** Tests a connection that has not been saved. Nothing is stored. */
export const testNewConnection = async (
  { caller, body }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const signIn = await signInOrProblem(caller, body, deps);
  if ('code' in signIn) return { body: refusedWithoutRequest(signIn, body) };
  const credential =
    signIn.ownCredential ?? (await deps.credentials.read(caller.mspId, publisherAppCredential, { fresh: true }));
  const { tenantId, cloud, reads, mailboxes } = body;
  const request = { credential, tenantId, clientId: signIn.clientId, cloud, reads, mailboxes };
  return { body: toTestAnswer(await deps.runConnectTest(caller, request), body) };
};

/** The sign-in of the request. A value that cannot be a credential is returned as a problem instead of thrown. */
const signInOrProblem = async (
  caller: MemberScope,
  body: ConnectionRequest,
  { publisherApps }: Deps,
): Promise<ConnectionSignIn | ConnectProblem> => {
  try {
    return await connectionSignIn(body, () => publisherApps.get(caller));
  } catch (error) {
    if (!isAppError(error, 'SecretInvalid')) throw error;
    return { code: publicCode(error.code), title: errorDefinition(error.code).title, detail: error.message };
  }
};
