import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deleteTenantData } from '#shared/store/delete-tenant-data.ts';
import { facts } from '#shared/store/fact-store.ts';
import { leases } from '#shared/store/lease-store.ts';
import { runs } from '#shared/store/run-store.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { itemsOfMsp } from '#test/support/msp-items.ts';
import { connectionId, mspId, runId, tenantId, tenantScope } from '#test/support/numbered-tenants.ts';

let db: TestDynamoDb;
beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db.stop());

/** A tenant of the first MSP after one run, with that many facts. */
const readTenant = async (number: number, factsAtMost: number) => {
  const scope = tenantScope(number, 1);
  const execution = `execution-${number}`;
  const wanted = { connectionId: connectionId(number), runId: runId(number), execution };
  const { fence } = await leases(db.table).acquire(scope, 'posture', wanted);
  await runs(db.table).start(scope, {
    runId: runId(number),
    connectionId: connectionId(number),
    tenantId: tenantId(number),
    kind: 'posture',
    trigger: 'schedule',
  });
  const writing = { surfaceId: 'users', factVersion: 1, fence, completeness: 'replace' } as const;
  const writer = facts(db.table).write(scope, writing);
  for (let at = 0; at < factsAtMost; at += 1) await writer.add(`fact-${at}`, { at });
  await writer.complete();
  return { scope, fence };
};
const kept = async () => (await itemsOfMsp(db.table, mspId(1))).map(({ pk, sk }) => `${pk} ${sk}`);

describe('forgetTenant', () => {
  it('deletes everything of the tenant except its revoked lease, and nothing of another tenant', async () => {
    await readTenant(1, 250);
    await readTenant(2, 3);
    const others = (await kept()).filter((key) => !key.includes(tenantId(1)) && !key.includes(runId(1)));
    expect(await deleteTenantData(db.table, tenantScope(1, 1), { connectionId: connectionId(1) })).toBe(252);
    const left = await kept();
    expect(left.filter((key) => !others.includes(key))).toEqual([
      `MSP#${mspId(1)}#TENANT#${tenantId(1)} LEASE#posture`,
    ]);
    expect(left).toEqual(expect.arrayContaining(others));
  });

  it('revokes the lease of the run that is under way', async () => {
    const { scope, fence } = await readTenant(3, 1);
    await deleteTenantData(db.table, scope, { connectionId: connectionId(3) });
    await expect(leases(db.table).assertHeld(scope, 'posture', { runId: runId(3), fence })).rejects.toMatchObject({
      code: 'Fenced',
    });
    const wanted = { connectionId: connectionId(3), runId: runId(33), execution: 'next' };
    expect((await leases(db.table).acquire(scope, 'posture', wanted)).fence).toBeGreaterThan(fence + 1);
  });

  it('can be repeated, and works for a tenant that was never read', async () => {
    await deleteTenantData(db.table, tenantScope(1, 1), { connectionId: connectionId(1) });
    expect(await deleteTenantData(db.table, tenantScope(9, 1), { connectionId: connectionId(9) })).toBe(0);
  });
});
