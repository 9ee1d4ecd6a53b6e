import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CustomerId } from '#shared/kernel/ids.ts';
import { recordConflicts } from '#shared/kernel/retry-on-conflict.ts';
import { connections } from '#shared/store/connection-store.ts';
import type { Table } from '#shared/store/table.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { connectionNumber, mspNumber, newConnection, tenantNumber } from '#test/support/numbered-msps.ts';

let db: TestDynamoDb;
beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db.stop());

/** The table, with something that happens before each of its transactions. */
const beforeEachTransaction = (table: Table, happen: () => Promise<void>): Table => {
  const send = async (command: object): Promise<unknown> => {
    if (command instanceof TransactWriteCommand) await happen();
    return table.client.send(command as never); // one of the document client's own commands
  };
  return { ...table, client: Object.assign(Object.create(table.client), { send }) };
};

describe('connections', () => {
  it('stores a connection and shows it only to its own MSP', async () => {
    const store = connections(db.table);
    const kept = await store.create(mspNumber(1), newConnection());
    expect(kept).toMatchObject({ tenantName: null, grantedScopes: [], revision: 1 });
    expect(await store.get(mspNumber(1), kept.connectionId)).toEqual(kept);
    expect(await store.list(mspNumber(1))).toEqual([kept]);
    expect(await store.ofTenant(mspNumber(1), kept.tenantId)).toEqual(kept);
    expect(await store.get(mspNumber(2), kept.connectionId)).toBeUndefined();
    expect(await store.ofTenant(mspNumber(2), kept.tenantId)).toBeUndefined();
    expect(await store.list(mspNumber(2))).toEqual([]);
  });

  it('refuses a second connection of a tenant, also in a race', async () => {
    const store = connections(db.table);
    const tries = await Promise.allSettled(
      Array.from({ length: 6 }, (_, at) =>
        store.create(mspNumber(3), newConnection({ connectionId: connectionNumber(at + 1) })),
      ),
    );
    const refused = tries.filter((each) => each.status === 'rejected');
    expect(refused).toHaveLength(5);
    for (const each of refused)
      expect(each.reason).toMatchObject({ code: expect.stringMatching(/TenantTaken|RecordChanged/) });
    expect(await store.list(mspNumber(3))).toHaveLength(1);
  });

  it('refuses a second own tenant on creation, on change and in a race', async () => {
    const store = connections(db.table);
    const scope = mspNumber(4);
    const numbered = (at: number, ownTenant: boolean) =>
      newConnection({ connectionId: connectionNumber(at), tenantId: tenantNumber(at), ownTenant });
    const first = await store.create(scope, numbered(1, true));
    await expect(store.create(scope, numbered(2, true))).rejects.toMatchObject({ code: 'OwnTenantTaken' });
    const third = await store.create(scope, numbered(3, false));
    await expect(store.update(scope, third, { ...third, ownTenant: true })).rejects.toMatchObject({
      code: 'OwnTenantTaken',
    });
    expect((await store.list(scope)).map(({ ownTenant }) => ownTenant)).toEqual([true, false]);
    const freed = await store.update(scope, first, { ...first, ownTenant: false });
    const fourth = await store.create(scope, numbered(4, false));
    const tries = await Promise.allSettled(
      [freed, third, fourth].map((each) => store.update(scope, each, { ...each, ownTenant: true })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await store.list(scope)).filter(({ ownTenant }) => ownTenant)).toHaveLength(1);
  });

  it('finds the connections of a customer by domain, by subdomain and by assignment, oldest first', async () => {
    const store = connections(db.table);
    const scope = mspNumber(9);
    const [acme, other] = [1, 2].map((number) => CustomerId.parse(`cus_${String(number).padStart(26, '0')}`));
    if (acme === undefined || other === undefined) throw new Error('there are two');
    for (const [number, verified, customerIds] of [
      [1, ['acme.example'], []],
      [2, ['other.example'], [other]],
      [3, ['mail.branch.example'], []],
      [4, ['notacme.example', 'sub.acme.example'], []],
      [5, [], [acme]],
    ] as const) {
      const connectionId = connectionNumber(number);
      await store.create(
        scope,
        newConnection({ connectionId, tenantId: tenantNumber(number), customerIds: [...customerIds] }),
      );
      await store.recordTenant(scope, connectionId, { verifiedDomains: [...verified], grantedScopes: ['Mail.Read'] });
    }
    const domains = [
      { domain: 'acme.example', includeSubdomains: false },
      { domain: 'branch.example', includeSubdomains: true },
    ];
    const all = await store.list(scope);
    expect(await store.linkedTo(scope, { customerId: acme, domains })).toEqual([all[0], all[2], all[4]]);
    expect(await store.linkedTo(mspNumber(10), { customerId: acme, domains })).toEqual([]);
  });

  it('assertAvailable throws before anything is stored', async () => {
    const store = connections(db.table);
    const scope = mspNumber(5);
    await store.create(scope, newConnection({ ownTenant: true }));
    const other = newConnection({ connectionId: connectionNumber(2) });
    await expect(store.assertAvailable(scope, other)).rejects.toMatchObject({ code: 'TenantTaken' });
    const own = { ...other, tenantId: tenantNumber(2), ownTenant: true };
    await expect(store.assertAvailable(scope, own)).rejects.toMatchObject({ code: 'OwnTenantTaken' });
    await store.assertAvailable(scope, { ...own, ownTenant: false });
  });

  it('keeps learned fields when a person changes the connection meanwhile', async () => {
    const store = connections(db.table);
    const scope = mspNumber(6);
    const before = await store.create(scope, newConnection());
    await store.recordTenant(scope, before.connectionId, { tenantName: 'Acme', grantedScopes: ['Mail.Read'] });
    await store.recordCredentialState(scope, before.connectionId, { state: 'refused', code: 'SecretExpired' });
    const after = await store.update(scope, before, { ...before, reads: ['posture'], mailboxes: [] });
    expect(after.revision).toBe(2);
    expect(await store.get(scope, before.connectionId)).toMatchObject({
      tenantName: 'Acme',
      grantedScopes: ['Mail.Read'],
      reads: ['posture'],
      credential: { state: 'refused', code: 'SecretExpired' },
    });
    await store.recordCredentialState(scope, before.connectionId, { state: 'valid' });
    expect((await store.get(scope, before.connectionId))?.credential).toEqual({
      kind: 'secret',
      expiresOn: null,
      state: 'valid',
    });
  });

  it('gives up replacing a credential after the bounded number of attempts', async () => {
    const scope = mspNumber(21);
    const { connectionId } = await connections(db.table).create(scope, newConnection());
    let attempts = 0;
    const isAlwaysLate = async (): Promise<void> => {
      attempts += 1;
      const store = connections(db.table);
      const current = await store.ofTenant(scope, tenantNumber(1));
      if (current !== undefined) await store.update(scope, current, current);
    };
    const late = connections(beforeEachTransaction(db.table, isAlwaysLate));
    const credential = { kind: 'certificate', expiresOn: null, state: 'valid' } as const;
    await expect(late.replaceCredential(scope, connectionId, credential)).rejects.toMatchObject({
      code: 'RecordChanged',
    });
    expect(attempts).toBe(recordConflicts.maxAttempts);
  });

  it('replaces a credential when another writer was first once', async () => {
    const scope = mspNumber(22);
    const { connectionId } = await connections(db.table).create(scope, newConnection());
    let isFirst = true;
    const onceLate = connections(
      beforeEachTransaction(db.table, async () => {
        if (!isFirst) return;
        isFirst = false;
        const store = connections(db.table);
        const current = await store.ofTenant(scope, tenantNumber(1));
        if (current !== undefined) await store.update(scope, current, { ...current, reads: ['posture'] });
      }),
    );
    const credential = { kind: 'certificate', expiresOn: null, state: 'valid' } as const;
    const replaced = await onceLate.replaceCredential(scope, connectionId, credential);
    expect(replaced).toMatchObject({ credential, reads: ['posture'], revision: 3 });
  });

  it('refuses to record facts about an unknown connection', async () => {
    const store = connections(db.table);
    await expect(store.recordTenant(mspNumber(7), connectionNumber(9), { tenantName: 'X' })).rejects.toMatchObject({
      code: 'NotFound',
    });
    expect(await store.list(mspNumber(7))).toEqual([]);
  });

  it('releases the tenant and the own-tenant mark of a removed connection', async () => {
    const store = connections(db.table);
    const scope = mspNumber(8);
    const removed = await store.create(scope, newConnection({ ownTenant: true }));
    await store.remove(scope, removed);
    expect(await store.list(scope)).toEqual([]);
    await store.create(scope, newConnection({ connectionId: connectionNumber(2), ownTenant: true }));
  });
});
