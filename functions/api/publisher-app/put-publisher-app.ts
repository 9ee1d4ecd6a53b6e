import { audited } from '#shared/api/audited.ts';
import { readPastedCredential } from '#shared/api/pasted-credential.ts';
import { instantOf } from '#shared/kernel/clock.ts';
import type { Credential } from '#shared/kernel/credential.ts';
import { publisherAppCredential } from '#shared/kernel/credential-name.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { withCompensation } from '#shared/kernel/with-compensation.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { PublisherApp } from '#shared/store/publisher-app-store.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { toAnswer } from './publisher-app-answer.ts';
import { verifyInAnyTenant } from './verify-in-any-tenant.ts';

type Op = typeof contract.operations.putPublisherApp;

/** The credential and the record that names its app change together: where the record cannot be kept, the credential of before is put back. */
export const putPublisherApp = async (
  { caller, body, origin, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { clientId } = body;
  const { credential, expiresOn } = readPastedCredential(body.credential);
  const [before, all] = await Promise.all([deps.publisherApps.get(caller), deps.connections.list(caller)]);
  const state = await verifyInAnyTenant(caller, { clientId, credential }, all, deps);
  const words = {
    clientId,
    credential: { kind: credential.kind, expiresOn, state },
    changedAt: instantOf(deps.clock.now()),
  };
  const what = { action: 'publisher-app.changed', target: clientId, requestId };
  const app = await audited(deps.audit, caller, what, () => keep(caller, { before, words, credential }, deps));
  const through = all.filter(({ mode }) => mode === 'publisher-app');
  await forgiveRefusals(caller, through, deps);
  return { body: toAnswer(app, { origin, connections: through.length, now: deps.clock.now() }) };
};

const keep = async (
  caller: MemberScope,
  {
    before,
    words,
    credential,
  }: { before: PublisherApp | undefined; words: Omit<PublisherApp, 'mspId'>; credential: Credential },
  { credentials, publisherApps }: Deps,
): Promise<PublisherApp> => {
  const { mspId } = caller;
  const standing = before && (await credentials.read(mspId, publisherAppCredential, { fresh: true }));
  return withCompensation(async (undoing) => {
    undoing(() =>
      standing === undefined
        ? credentials.remove(mspId, publisherAppCredential)
        : credentials.store(mspId, publisherAppCredential, standing),
    );
    await credentials.store(mspId, publisherAppCredential, credential);
    if (before !== undefined) {
      const { mspId: _, ...earlier } = before;
      undoing(() => publisherApps.put(caller, earlier));
    }
    return publisherApps.put(caller, words);
  });
};

const ofTheCredential: readonly (string | undefined)[] = [
  'secret-invalid',
  'secret-expired',
  'SecretInvalid',
  'SecretExpired',
];

/** What a tenant said of the old credential says nothing of the new one; its next run, or a test, asks again. */
const forgiveRefusals = async (
  caller: MemberScope,
  through: readonly Connection[],
  { connections }: Deps,
): Promise<void> => {
  const refused = through.filter(
    ({ credential }) => credential.state === 'refused' && ofTheCredential.includes(credential.code),
  );
  for (const { connectionId } of refused)
    await connections.recordCredentialState(caller, connectionId, { state: 'unknown' });
};
