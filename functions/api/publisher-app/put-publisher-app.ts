import { audited } from '#shared/api/audited.ts';
import { readPastedCredential } from '#shared/api/pasted-credential.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { instantOf } from '#shared/kernel/clock.ts';
import type { Credential } from '#shared/kernel/credential.ts';
import { publisherAppCredential } from '#shared/kernel/credential-name.ts';
import { credentialErrors } from '#shared/kernel/credential-refusals.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { withCompensation } from '#shared/kernel/with-compensation.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { PublisherApp } from '#shared/store/publisher-app-store.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { proveCredential } from './prove-credential.ts';
import { toAnswer } from './publisher-app-answer.ts';

type Op = typeof contract.operations.putPublisherApp;

/**
 * A tenant must accept the credential before anything is stored. The credential and the record of its app are stored
 * together: if the record cannot be stored, the previous credential is restored.
 */
export const putPublisherApp = async (
  { caller, body, origin, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { clientId, tenantId, cloud } = body;
  const { credential, expiresOn } = readPastedCredential(body.credential);
  const [before, all] = await Promise.all([deps.publisherApps.get(caller), deps.connections.list(caller)]);
  const tenant = tenantId === undefined ? undefined : { tenantId, cloud };
  await proveCredential(caller, { clientId, credential, tenant }, all, deps);
  const fields = {
    clientId,
    credential: { kind: credential.kind, expiresOn, state: 'valid' as const },
    changedAt: instantOf(deps.clock.now()),
  };
  const auditEntry = { action: 'publisher-app.changed', target: clientId, requestId } as const;
  const app = await audited(deps.audit, caller, auditEntry, () => store(caller, { before, fields, credential }, deps));
  const connected = all.filter(({ mode }) => mode === 'publisher-app');
  await clearRefusals(caller, connected, deps);
  return { body: toAnswer(app, { origin, connections: connected.length, now: deps.clock.now() }) };
};

const store = async (
  caller: MemberScope,
  {
    before,
    fields,
    credential,
  }: { before: PublisherApp | undefined; fields: Omit<PublisherApp, 'mspId'>; credential: Credential },
  { credentials, publisherApps }: Deps,
): Promise<PublisherApp> => {
  const { mspId } = caller;
  const previousCredential = before && (await credentials.read(mspId, publisherAppCredential, { fresh: true }));
  return withCompensation(async (compensate) => {
    compensate(() =>
      previousCredential === undefined
        ? credentials.remove(mspId, publisherAppCredential)
        : credentials.store(mspId, publisherAppCredential, previousCredential),
    );
    await credentials.store(mspId, publisherAppCredential, credential);
    if (before !== undefined) {
      const { mspId: _, ...previousApp } = before;
      compensate(() => publisherApps.put(caller, previousApp));
    }
    return publisherApps.put(caller, fields);
  });
};

/** A refusal of the old credential says nothing about the new one. The next run or connect test records its state. */
const clearRefusals = async (
  caller: MemberScope,
  connected: readonly Connection[],
  { connections }: Deps,
): Promise<void> => {
  const refused = connected.filter(
    ({ credential }) => credential.state === 'refused' && credentialErrors.some((code) => code === credential.code),
  );
  for (const { connectionId } of refused)
    await connections.recordCredentialState(caller, connectionId, { state: 'unknown' });
};
