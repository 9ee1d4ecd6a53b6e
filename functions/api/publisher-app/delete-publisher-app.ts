import { audited } from '#shared/api/audited.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { publisherAppCredential } from '#shared/kernel/credential-name.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { pluralize } from '#shared/kernel/pluralize.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { requirePublisherApp } from './publisher-app-answer.ts';

type Op = typeof contract.operations.deletePublisherApp;

/**
 * Refused while a connection signs in through the app. The credential is removed first: if the second step fails,
 * nothing can sign in any more and the request can be repeated.
 */
export const deletePublisherApp = async (
  { caller, requestId }: ApiRequest<Op, MemberScope>,
  { publisherApps, connections, credentials, audit }: Deps,
): Promise<ApiAnswer<Op>> => {
  const { clientId } = await requirePublisherApp(caller, publisherApps);
  const connected = (await connections.list(caller)).filter(({ mode }) => mode === 'publisher-app');
  if (connected.length > 0) {
    const users = pluralize(connected.length, 'connection signs', 'connections sign');
    throw new AppError('PublisherAppInUse', `${users} in through the app; delete them first`);
  }
  const auditEntry = { action: 'publisher-app.removed', target: clientId, requestId } as const;
  await audited(audit, caller, auditEntry, async () => {
    await credentials.remove(caller.mspId, publisherAppCredential);
    await publisherApps.remove(caller);
  });
  return { body: undefined };
};
