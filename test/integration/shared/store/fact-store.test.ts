import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantScope } from '#shared/kernel/scope.ts';
import { type FactWriteOptions, facts } from '#shared/store/fact-store.ts';
import { surfaceStates } from '#shared/store/surface-state-store.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { tenantScope } from '#test/support/numbered-tenants.ts';

const reading = (own: Partial<FactWriteOptions> = {}): FactWriteOptions => ({
  surfaceId: 'users',
  factVersion: 1,
  fence: 1,
  completeness: 'replace',
  ...own,
});

describe('facts', () => {
  let dynamoDb: TestDynamoDb;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
  });
  afterAll(() => dynamoDb.stop());

  const store = () => facts(dynamoDb.table);
  const write = async (
    scope: TenantScope,
    ids: readonly string[],
    own: Partial<FactWriteOptions> = {},
    value: unknown = 1,
  ) => {
    const writer = store().write(scope, reading(own));
    for (const id of ids) await writer.add(id, { id, value });
    return writer.complete();
  };
  const idsOf = async (scope: TenantScope, surfaceId = 'users') =>
    (await store().ofSurface(scope, surfaceId)).map((fact) => (fact as { id: string }).id);

  it('writes only new and changed facts', async () => {
    const scope = tenantScope(1);
    expect(await write(scope, ['a', 'b'])).toEqual({ read: 2, written: 2, removed: 0 });
    expect(await write(scope, ['a', 'b'], { fence: 2 })).toEqual({ read: 2, written: 0, removed: 0 });
    expect(await write(scope, ['a', 'b'], { fence: 3 }, 'other')).toEqual({ read: 2, written: 2, removed: 0 });
  });

  it('sends no write for an unchanged surface', async () => {
    const scope = tenantScope(2);
    await write(scope, ['a', 'b']);
    const sent: string[] = [];
    const { client } = dynamoDb.table;
    const send = client.send.bind(client);
    const watched = { ...dynamoDb.table, client: Object.assign(Object.create(client), { send: spy }) };
    function spy(command: { constructor: { name: string } }) {
      sent.push(command.constructor.name);
      return (send as (each: unknown) => unknown)(command);
    }
    const writer = facts(watched).write(scope, reading({ fence: 2 }));
    for (const id of ['a', 'b']) await writer.add(id, { id, value: 1 });
    await writer.complete();
    expect(sent).toEqual(['QueryCommand']);
  });

  it('rewrites every fact when the shape has a new version', async () => {
    const scope = tenantScope(3);
    await write(scope, ['a']);
    expect(await write(scope, ['a'], { factVersion: 2, fence: 2 })).toMatchObject({ written: 1 });
  });

  it('removes the facts of its surface that a complete sync did not read', async () => {
    const scope = tenantScope(4);
    await write(scope, ['a', 'b', 'c']);
    await write(scope, ['z'], { surfaceId: 'users-of-another-kind' });
    expect(await write(scope, ['b'], { fence: 2 })).toEqual({ read: 1, written: 0, removed: 2 });
    expect(await idsOf(scope)).toEqual(['b']);
    expect(await idsOf(scope, 'users-of-another-kind')).toEqual(['z']);
  });

  it('removes nothing before the sync is complete, nor with merge', async () => {
    const scope = tenantScope(5);
    await write(scope, ['a', 'b']);
    await store()
      .write(scope, reading({ fence: 2 }))
      .add('a', { id: 'a', value: 'half a reading' });
    expect(await idsOf(scope)).toEqual(['a', 'b']);
    expect(await write(scope, ['c'], { fence: 3, completeness: 'merge' })).toMatchObject({ removed: 0 });
    expect(await idsOf(scope)).toEqual(['a', 'b', 'c']);
  });

  it('refuses puts and removals of an older run once a newer one has claimed the surface', async () => {
    const scope = tenantScope(6);
    await write(scope, ['a', 'b']);
    const slow = store().write(scope, reading({ fence: 1 }));
    await slow.add('b', { id: 'b', value: 'seen by the slow run' });
    await write(scope, ['a'], { fence: 2 }, 'new');
    await expect(slow.complete()).rejects.toMatchObject({ code: 'Fenced' });
    expect(await idsOf(scope)).toEqual(['a']);
  });

  it('refuses a run that starts to write a surface that a newer one has claimed', async () => {
    const scope = tenantScope(7);
    await surfaceStates(dynamoDb.table).claim(scope, { surfaceId: 'users' }, 5);
    await expect(write(scope, ['a'], { fence: 4 })).rejects.toMatchObject({ code: 'Fenced' });
    expect(await idsOf(scope)).toEqual([]);
  });

  it('writes more facts than fit into one transaction', async () => {
    const scope = tenantScope(8);
    const ids = Array.from({ length: 250 }, (_, at) => String(at).padStart(3, '0'));
    expect(await write(scope, ids)).toEqual({ read: 250, written: 250, removed: 0 });
    expect(await idsOf(scope)).toEqual(ids);
    expect(await write(scope, [], { fence: 2 })).toEqual({ read: 0, written: 0, removed: 250 });
  });

  it('separates the tenants of two MSPs', async () => {
    await write(tenantScope(9, 9), ['mine']);
    await write(tenantScope(9, 10), ['theirs']);
    expect(await idsOf(tenantScope(9, 9))).toEqual(['mine']);
    expect(await idsOf(tenantScope(9, 10))).toEqual(['theirs']);
  });

  it('throws StoreUnavailable when the database does not answer', async () => {
    const nowhere = facts({ ...dynamoDb.table, name: 'no-such-table' });
    await expect(nowhere.ofSurface(tenantScope(1), 'users')).rejects.toMatchObject({ code: 'StoreUnavailable' });
  });
});
