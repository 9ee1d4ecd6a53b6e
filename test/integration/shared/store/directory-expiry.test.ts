import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSeconds } from '#shared/kernel/clock.ts';
import { connections } from '#shared/store/connection-store.ts';
import { directoryExpiry, type ExpiryEntry } from '#shared/store/directory-expiry.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { connectionNumber, mspNumber, newConnection, tenantNumber } from '#test/support/numbered-msps.ts';

let db: TestDynamoDb;
beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db.stop());

const wanted = (number: number, expiresOn: string | null = '2026-12-01') =>
  newConnection({
    connectionId: connectionNumber(number),
    tenantId: tenantNumber(number),
    credential: { kind: 'secret', expiresOn, state: 'unknown' },
  });
const everyEntry = async (limit = 100): Promise<ExpiryEntry[]> => {
  const found: ExpiryEntry[] = [];
  let from: string | undefined;
  do {
    const page = await directoryExpiry(db.table).page({ limit, from });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    found.push(...page.items);
    from = page.next;
  } while (from !== undefined);
  return found;
};
const entryOf = async (msp: number, number: number): Promise<ExpiryEntry> => {
  const found = (await everyEntry()).find(
    ({ mspId, holder }) => mspId === mspNumber(msp).mspId && holder === connectionNumber(number),
  );
  if (found === undefined) throw new Error('the directory has no such entry');
  return found;
};

describe('directoryExpiry', () => {
  it('has an entry for as long as the connection exists', async () => {
    const store = connections(db.table);
    const kept = await store.create(mspNumber(1), wanted(1));
    expect(await entryOf(1, 1)).toEqual({
      mspId: mspNumber(1).mspId,
      holder: kept.connectionId,
      storedAt: '2026-11-22T12:00:00.000Z',
      expiresOn: '2026-12-01',
      refusedAt: null,
      notifiedAt: {},
      claimedUntil: null,
    });
    await store.remove(mspNumber(1), kept);
    await expect(entryOf(1, 1)).rejects.toThrow('no such entry');
  });

  it('has no entry for a connection through the publisher app', async () => {
    const before = (await everyEntry()).length;
    await connections(db.table).create(mspNumber(2), { ...wanted(1), mode: 'publisher-app' });
    expect(await everyEntry()).toHaveLength(before);
  });

  it('pages through the entries of every MSP', async () => {
    const store = connections(db.table);
    for (let number = 1; number <= 5; number += 1) await store.create(mspNumber(20 + (number % 2)), wanted(number));
    const found = (await everyEntry(2)).filter(({ mspId }) => /2[01]$/.test(mspId));
    expect(found).toHaveLength(5);
    expect(new Set(found.map(({ mspId }) => mspId)).size).toBe(2);
  });

  it('records when a credential was first refused and clears it when it is accepted', async () => {
    const store = connections(db.table);
    const { connectionId } = await store.create(mspNumber(3), wanted(1));
    await store.recordCredentialState(mspNumber(3), connectionId, { state: 'refused', code: 'SecretExpired' });
    const refused = await entryOf(3, 1);
    expect(refused.refusedAt).toBe('2026-11-22T12:00:00.000Z');
    db.table.clock.moveTo(addSeconds(db.table.clock.now(), 60).toISOString());
    await store.recordCredentialState(mspNumber(3), connectionId, { state: 'refused', code: 'SecretExpired' });
    expect(await entryOf(3, 1)).toEqual(refused);
    await store.recordCredentialState(mspNumber(3), connectionId, { state: 'valid' });
    expect((await entryOf(3, 1)).refusedAt).toBeNull();
  });

  it('lets only one scan claim an entry until the claim is completed', async () => {
    const directory = directoryExpiry(db.table);
    await connections(db.table).create(mspNumber(4), wanted(1));
    const entry = await entryOf(4, 1);
    const until = addSeconds(db.table.clock.now(), 600);
    const tries = await Promise.allSettled([directory.claim(entry, until), directory.claim(entry, until)]);
    const [won] = tries.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(tries.filter(({ status }) => status === 'rejected')).toMatchObject([{ reason: { code: 'RecordChanged' } }]);
    if (won === undefined) throw new Error('nobody won');
    await directory.completeClaim(won, { '14-days': '2026-11-22T12:00:00.000Z' });
    expect(await entryOf(4, 1)).toMatchObject({ claimedUntil: null, notifiedAt: { '14-days': expect.any(String) } });
    await expect(directory.claim(entry, until)).rejects.toMatchObject({ code: 'RecordChanged' });
  });

  it('starts without notifications when the credential is replaced', async () => {
    const store = connections(db.table);
    const directory = directoryExpiry(db.table);
    const before = await store.create(mspNumber(5), wanted(1));
    const claimed = await directory.claim(await entryOf(5, 1), addSeconds(db.table.clock.now(), 600));
    db.table.clock.moveTo(addSeconds(db.table.clock.now(), 1).toISOString());
    await store.replaceCredential(mspNumber(5), before.connectionId, {
      kind: 'secret',
      expiresOn: '2028-01-01',
      state: 'valid',
    });
    await expect(directory.completeClaim(claimed, { '14-days': '2026-11-22T12:00:00.000Z' })).rejects.toMatchObject({
      code: 'RecordChanged',
    });
    expect(await entryOf(5, 1)).toMatchObject({ expiresOn: '2028-01-01', notifiedAt: {}, claimedUntil: null });
  });
});
