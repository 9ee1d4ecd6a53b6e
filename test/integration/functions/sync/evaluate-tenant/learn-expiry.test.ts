import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedApplication, SimulatedAppSecret } from '#local/microsoft/app-registration.ts';
import type { SimulatedMicrosoft } from '#local/microsoft/start-microsoft.ts';
import { addDays, dateOf, instantOf } from '#shared/kernel/clock.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { connections } from '#shared/store/connection-store.ts';
import { directoryExpiry } from '#shared/store/directory-expiry.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { itemsOfMsp } from '#test/support/msp-items.ts';
import { connectionId, newConnection, tenantScope } from '#test/support/numbered-tenants.ts';
import { aTenant, startTestMicrosoft } from '#test/support/simulated-microsoft.ts';
import { tenantRuns } from '#test/support/tenant-runs.ts';

let db: TestDynamoDb;
const started: SimulatedMicrosoft[] = [];
let number = 700;
beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(async () => {
  await Promise.all(started.map((microsoft) => microsoft.stop()));
  await db.stop();
});

const day = (days: number): string => dateOf(addDays(db.table.clock.now(), days));
const aSecret = (keyId: string, toDays: number, fromDays = -30): SimulatedAppSecret => ({
  keyId: `5ec5ec5e-0000-4000-8000-00000000000${keyId}`,
  displayName: 'Made for a test',
  value: `${keyId}~made-for-a-test`,
  startsAt: instantOf(addDays(db.table.clock.now(), fromDays)),
  endsAt: instantOf(addDays(db.table.clock.now(), toDays)),
});

/** A tenant that Vectis reads through its own app; the secret expires in ten days, and no one has entered that date. */
const connected = async (change: (application: SimulatedApplication) => void = () => undefined) => {
  number += 1;
  const { table } = db;
  const tenant = aTenant({ seed: number, now: table.clock.now() });
  const [application] = tenant.applications;
  const [secret] = application?.secrets ?? [];
  if (application === undefined || secret === undefined) throw new Error('the tenant has no application with a secret');
  secret.endsAt = instantOf(addDays(table.clock.now(), 10));
  change(application);
  const microsoft = await startTestMicrosoft([tenant], { clock: table.clock });
  started.push(microsoft);
  const surfaceIds = ['app-grants'];
  const runs = await tenantRuns({ table, microsoft, tenant, number, surfaceIds });
  const store = connections(table);
  const id = connectionId(number);
  return {
    application,
    runs,
    store,
    id,
    credential: async () => (await store.get(runs.scope, id))?.credential,
    entry: () => entryOf(runs.scope),
  };
};
const entryOf = async ({ mspId }: MspScope) => {
  const { items } = await directoryExpiry(db.table).page({ limit: 1000 });
  return items.find((entry) => entry.mspId === mspId);
};

describe('the expiry of the credential in use', () => {
  it('is taken from Graph for the connection, the scan and the finding of the same run', async () => {
    const { runs, credential, entry } = await connected();
    await runs.run('schedule');
    expect(await credential()).toMatchObject({ expiresOn: day(10), expirySource: 'graph', state: 'valid' });
    expect(await entry()).toMatchObject({ expiresOn: day(10), notifiedAt: {} });
    const row = (await runs.rows()).find(({ findingId }) => findingId === 'connection.credential-valid');
    expect(row?.evidence).toMatchObject({ expiresOn: day(10) });
  });

  it('is written once and not again by the next run', async () => {
    const { runs, store, id } = await connected();
    await runs.run('schedule');
    const kept = async () => [await store.get(runs.scope, id), await entryOf(runs.scope)];
    const before = await kept();
    db.table.clock.advanceSeconds(60);
    await runs.run('person');
    expect(await kept()).toEqual(before);
  });

  it('replaces another date that was entered, and its warnings are sent again', async () => {
    const { runs, store, id, credential, entry } = await connected();
    await store.replaceCredential(runs.scope, id, { kind: 'secret', expiresOn: day(3), state: 'valid' });
    const directory = directoryExpiry(db.table);
    const entered = await entry();
    if (entered === undefined) throw new Error('there is no entry');
    const claimed = await directory.claim(entered, addDays(db.table.clock.now(), 1));
    await directory.completeClaim(claimed, { '3-days': instantOf(db.table.clock.now()) });
    await runs.run('schedule');
    expect(await credential()).toMatchObject({ expiresOn: day(10), expirySource: 'graph' });
    expect(await entry()).toEqual({ ...entered, expiresOn: day(10) });
  });

  it('keeps the sent warnings if the entered date is right', async () => {
    const { runs, store, id, credential, entry } = await connected();
    await store.replaceCredential(runs.scope, id, { kind: 'secret', expiresOn: day(10), state: 'valid' });
    const directory = directoryExpiry(db.table);
    const entered = await entry();
    if (entered === undefined) throw new Error('there is no entry');
    const notifiedAt = { '14-days': instantOf(db.table.clock.now()) } as const;
    await directory.completeClaim(await directory.claim(entered, addDays(db.table.clock.now(), 1)), notifiedAt);
    await runs.run('schedule');
    expect(await credential()).toMatchObject({ expiresOn: day(10), expirySource: 'graph' });
    expect(await entry()).toEqual({ ...entered, notifiedAt });
  });

  it('is the entered date after a replacement, until the app registrations are read again', async () => {
    const { application, runs, store, id, credential, entry } = await connected();
    await runs.run('schedule');
    db.table.clock.advanceSeconds(60);
    await store.replaceCredential(runs.scope, id, { kind: 'secret', expiresOn: day(200), state: 'valid' });
    await runs.run('schedule');
    expect(await credential()).toEqual({ kind: 'secret', expiresOn: day(200), state: 'valid' });
    expect(await entry()).toMatchObject({ expiresOn: day(200) });
    // The runs of this test sign in with one value, which is the new secret from here on.
    const [old] = application.secrets;
    application.secrets.push({ ...aSecret('1', 180), value: String(old?.value) });
    await runs.run('person');
    expect(await credential()).toEqual({ kind: 'secret', expiresOn: day(200), state: 'valid' });
    application.secrets.shift();
    db.table.clock.advanceSeconds(60);
    await runs.run('person');
    expect(await credential()).toMatchObject({ expiresOn: day(180), expirySource: 'graph' });
    expect(await entry()).toMatchObject({ expiresOn: day(180) });
  });

  it.each<[string, (application: SimulatedApplication) => void]>([
    ['two secrets may be the one', ({ secrets }) => secrets.push(aSecret('2', 300))],
    [
      'the registrations may not be read',
      ({ grantedScopes }) => grantedScopes.splice(0, grantedScopes.length, 'User.Read.All'),
    ],
  ])('is the entered date if %s', async (_why, change) => {
    const { runs, credential, entry } = await connected(change);
    const before = await entry();
    await runs.run('schedule');
    expect(await credential()).toEqual({ kind: 'secret', expiresOn: null, state: 'valid' });
    expect(await entry()).toEqual(before);
  });

  it('is the expiry of the certificate, whatever secret its app has', async () => {
    const { runs, store, id, credential, entry } = await connected();
    const certificate = { kind: 'certificate', expiresOn: day(300), state: 'valid' } as const;
    await store.replaceCredential(runs.scope, id, certificate);
    const before = await entry();
    await runs.run('schedule');
    expect(await credential()).toEqual(certificate);
    expect(await entry()).toEqual(before);
  });

  it('remains after a later refusal of the credential', async () => {
    const { runs, store, id, credential } = await connected();
    await runs.run('schedule');
    await store.recordCredentialState(runs.scope, id, { state: 'refused', code: 'SecretInvalid' });
    expect(await credential()).toMatchObject({ expiresOn: day(10), expirySource: 'graph', state: 'refused' });
  });

  it('is not taken from Graph for a publisher-app connection', async () => {
    number += 1;
    const scope = tenantScope(number);
    const store = connections(db.table);
    const made = await store.create(scope, newConnection(number, { mode: 'publisher-app' }));
    const before = await itemsOfMsp(db.table, scope.mspId);
    expect(await store.recordSecretExpiry(scope, made, () => day(10))).toEqual(made);
    expect(await itemsOfMsp(db.table, scope.mspId)).toEqual(before);
    expect(await entryOf(scope)).toBeUndefined();
  });

  it('is not recorded for a credential that was replaced in the meantime', async () => {
    const { runs, store, id } = await connected();
    const read = await store.get(runs.scope, id);
    if (read === undefined) throw new Error('there is no connection');
    await store.replaceCredential(runs.scope, id, { kind: 'secret', expiresOn: day(200), state: 'valid' });
    const before = await itemsOfMsp(db.table, runs.scope.mspId);
    expect(await store.recordSecretExpiry(runs.scope, read, () => day(10))).toEqual(read);
    expect(await itemsOfMsp(db.table, runs.scope.mspId)).toEqual(before);
    expect(await entryOf(runs.scope)).toMatchObject({ expiresOn: day(200) });
  });
});
