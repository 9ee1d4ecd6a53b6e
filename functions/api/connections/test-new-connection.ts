import { blueprintOf, isAppError, publicCode } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/contract.ts';
import { refuseUnknownMode } from './acceptable.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { readPasted } from './pasted-credential.ts';
import { refusedBeforehand, testAnswerOf } from './test-answer.ts';

type Op = typeof contract.operations.testNewConnection;

/** Tries what a person is about to save. Nothing of it is stored. */
export const testNewConnection = async (
  { caller, body }: ApiRequest<Op, MemberScope>,
  { tryConnecting }: Deps,
): Promise<ApiAnswer<Op>> => {
  refuseUnknownMode(body.mode);
  const { tenantId, clientId, cloud, reads, mailboxes } = body;
  let pasted: ReturnType<typeof readPasted>;
  try {
    pasted = readPasted(body.credential);
  } catch (error) {
    if (!isAppError(error, 'SecretInvalid')) throw error;
    const { title } = blueprintOf(error.code);
    return { body: refusedBeforehand({ code: publicCode(error.code), title, detail: error.message }) };
  }
  const { credential } = pasted;
  return {
    body: testAnswerOf(await tryConnecting(caller, { credential, tenantId, clientId, cloud, reads, mailboxes })),
  };
};
