import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Deps } from '#functions/operations/remove-msp/deps.ts';
import { removeMsp } from '#functions/operations/remove-msp/remove-msp.ts';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { CustomerId, MemberId, RunId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { connections } from '#shared/store/connection-store.ts';
import { customers } from '#shared/store/customer-store.ts';
import { mspDeletion } from '#shared/store/delete-msp.ts';
import { directoryDue } from '#shared/store/directory-due.ts';
import { directoryIdentities } from '#shared/store/directory-identities.ts';
import { directoryMsps } from '#shared/store/directory-msps.ts';
import { leases } from '#shared/store/lease-store.ts';
import { members } from '#shared/store/member-store.ts';
import { memberships } from '#shared/store/membership-store.ts';
import { createMspWithMembers } from '#shared/store/msp-creation.ts';
import { mspRemovals } from '#shared/store/msp-removal-store.ts';
import { msps } from '#shared/store/msp-store.ts';
import { runs } from '#shared/store/run-store.ts';
import { tenantSummaries } from '#shared/store/tenant-summary-store.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { itemsOfMsp } from '#test/support/msp-items.ts';
import { connectionNumber, newConnection, tenantNumber } from '#test/support/numbered-msps.ts';

let db: TestDynamoDb;
let deps: Deps;
const removed = { credentials: [] as string[], signIns: [] as string[], tokens: [] as string[] };
let made = 0;

beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db.stop());
beforeEach(() => {
  for (const list of Object.values(removed)) list.length = 0;
  const { table } = db;
  const requestId = 'operator';
  deps = {
    clock: table.clock,
    scopeOf: (mspId) => scopeOf(mspId),
    tenantOf: ({ mspId }, tenantId) => openTenantScope(mspId, tenantId),
    removals: mspRemovals(table),
    mspOf: (scope) => msps(table).get(scope),
    membersOf: (scope) => members(table).list(scope),
    customersOf: (scope) => customers(table).list(scope),
    connections: connections(table),
    removeCredential: async (_scope, name) => void removed.credentials.push(name),
    removeSignIn: async ({ email }) => {
      removed.signIns.push(email);
      return { signIn: 1 };
    },
    revokeTokens: async ({ memberId }) => void removed.tokens.push(memberId),
    forget: mspDeletion(table),
    recordAudit: async (scope, outcome) => {
      const entry = { action: 'msp.removed', memberId: 'operator', target: scope.mspId, requestId } as const;
      await auditLog(table).append(scope, { ...entry, outcome });
    },
  };
});

const scopeOf = (mspId: MspScope['mspId']): MspScope => openTenantScope(mspId, tenantNumber(1));

/** An MSP with two members, a customer and synced tenants, with its own ids. */
const founded = async (tenants: number) => {
  const { table } = db;
  made += 1;
  const people = [
    { email: `ada${made}@msp.example`, role: 'admin' as const },
    { email: `bob${made}@msp.example`, role: 'viewer' as const },
  ];
  const { msp, members: invited } = await createMspWithMembers(table)({ name: `Northwind ${made}`, people });
  const scope = scopeOf(msp.mspId);
  await memberships(table).bind(scope, MemberId.parse(invited[0]?.memberId), { issuer: 'i', subject: `s${made}` });
  const customerId = CustomerId.parse(table.newId('cus'));
  await customers(table).create(scope, { customerId, name: 'Acme', domains: [] });
  for (let number = 1; number <= tenants; number += 1) await readTenant(scope, number);
  return { scope, name: msp.name, mspId: msp.mspId };
};

const readTenant = async (scope: MspScope, number: number): Promise<void> => {
  const { table } = db;
  const [connectionId, tenantId] = [connectionNumber(number), tenantNumber(number)];
  const tenant = openTenantScope(scope.mspId, tenantId);
  await connections(table).create(scope, newConnection({ connectionId, tenantId }));
  await directoryDue(table).schedule(scope, connectionId, tenantId, 'posture', table.clock.now());
  const runId = RunId.parse(table.newId('run'));
  await leases(table).acquire(tenant, 'posture', { connectionId, runId, execution: `e${number}` });
  await runs(table).start(tenant, {
    tenantId,
    connectionId,
    runId,
    kind: 'posture',
    trigger: 'schedule',
  });
};

describe('removing an MSP', () => {
  it('keeps the audit log and the receipt, counts the deleted items and touches no other MSP', async () => {
    const [leaving, staying] = [await founded(3), await founded(1)];
    const others = await itemsOfMsp(db.table, staying.mspId);
    const receipt = await removeMsp({ mspId: leaving.mspId, name: leaving.name }, deps);
    expect(receipt).toMatchObject({
      state: 'finished',
      removed: { msp: 1, member: 2, signIn: 2, customer: 1, connection: 3, credential: 3, run: 3, lease: 3 },
    });
    expect(removed.credentials.toSorted()).toEqual([...[1, 2, 3].map(connectionNumber), 'publisher-app']);
    expect(removed.tokens).toHaveLength(2);
    const left = (await itemsOfMsp(db.table, leaving.mspId)).map(({ pk, sk }) => `${pk} ${sk}`.replace(/_\w+/, ''));
    expect(left.toSorted()).toEqual([
      'AUDIT#msp ROW#000000000001',
      'AUDIT#msp ROW#000000000002',
      'AUDITHEAD#msp HEAD',
      'MSP#msp REMOVAL',
    ]);
    expect(await itemsOfMsp(db.table, staying.mspId)).toEqual(others);
    expect(await directoryIdentities(db.table).byEmail(`bob${made - 1}@msp.example`)).toEqual([]);
    expect(await directoryIdentities(db.table).byIdentity('i', `s${made - 1}`)).toBeUndefined();
    const listed = (await directoryMsps(db.table).all()).map(({ mspId }) => mspId);
    expect(listed).toContain(staying.mspId);
    expect(listed).not.toContain(leaving.mspId);
    expect((await directoryDue(db.table).dueUntil('posture', '2030-01-01', { limit: 100 })).items).toHaveLength(1);
  });

  it('stops when its time is over with access closed, continues later and counts everything', async () => {
    const { mspId, name, scope } = await founded(4);
    const slow = { ...deps.forget };
    deps = {
      ...deps,
      forget: {
        ...slow,
        tenant: (tenant, connection) => {
          db.table.clock.advanceSeconds(100);
          return slow.tenant(tenant, connection);
        },
      },
    };
    const first = await removeMsp({ mspId, name }, deps);
    expect(first.state).toBe('running');
    expect(await members(db.table).list(scope)).toEqual([]);
    expect(removed.credentials).toHaveLength(5);
    expect((await connections(db.table).list(scope)).length).toBeLessThan(4);
    let receipt = first;
    let invocations = 1;
    while (receipt.state === 'running') {
      receipt = await removeMsp({ mspId, name }, deps);
      invocations += 1;
    }
    expect(invocations).toBeGreaterThan(2);
    expect(receipt.removed).toMatchObject({ msp: 1, member: 2, connection: 4, run: 4, lease: 4 });
    expect(receipt.requestedAt < String(receipt.finishedAt)).toBe(true);
    expect(await removeMsp({ mspId, name }, deps)).toEqual(receipt);
  });

  it('continues after a failed step', async () => {
    const { mspId, name } = await founded(2);
    const sound = deps.removeCredential;
    deps = { ...deps, removeCredential: () => Promise.reject(new Error('the secret store is away')) };
    await expect(removeMsp({ mspId, name }, deps)).rejects.toThrow('the secret store is away');
    deps = { ...deps, removeCredential: sound };
    expect(await removeMsp({ mspId, name }, deps)).toMatchObject({ state: 'finished', removed: { credential: 2 } });
  });

  it('is refused for a wrong name or an unknown MSP without touching anything', async () => {
    const { mspId, name } = await founded(1);
    const before = await itemsOfMsp(db.table, mspId);
    await expect(removeMsp({ mspId, name: `${name} ` }, deps)).rejects.toMatchObject({ code: 'InvalidInput' });
    const nobody = scopeOf('msp_00000000000000000000000000' as MspScope['mspId']).mspId; // an id that nobody has
    await expect(removeMsp({ mspId: nobody, name }, deps)).rejects.toMatchObject({ code: 'NotFound' });
    expect(await itemsOfMsp(db.table, mspId)).toEqual(before);
    expect(removed.credentials).toEqual([]);
  });

  it('leaves an empty book', async () => {
    const { mspId, name, scope } = await founded(1);
    await removeMsp({ mspId, name }, deps);
    expect(await tenantSummaries(db.table).ofMsp(scope)).toEqual([]);
    expect((await auditLog(db.table).verify(scope, [])).head.seq).toBe(2);
  });
});
