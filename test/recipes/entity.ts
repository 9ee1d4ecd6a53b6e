import { insertSorted, newFile, type Recipe } from './recipe.ts';

const store = `import { Entity } from 'electrodb';
import { z } from 'zod';
import { Instant, instantOf } from '#shared/kernel/clock.ts';
import { CustomerId, MspId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { attributesOf, consistent, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

export const CustomerNote = z.object({ mspId: MspId, customerId: CustomerId, text: z.string(), writtenAt: Instant });

/** One note about each customer. */
export interface CustomerNotes {
  get(scope: MspScope, customerId: CustomerId): Promise<string | undefined>;
  put(scope: MspScope, customerId: CustomerId, text: string): Promise<void>;
}

const entityOf = (table: Table) =>
  new Entity(
    {
      model: entityModel('customer-note'),
      attributes: attributesOf(CustomerNote, shapeVersion, ['mspId', 'customerId']),
      indexes: { record: { pk: pk(['mspId'], 'MSP#\${mspId}'), sk: sk(['customerId'], 'NOTE#\${customerId}') } },
    },
    entityConfig(table),
  );

export const customerNotes = (table: Table): CustomerNotes => {
  const entity = entityOf(table);
  return {
    async get({ mspId }, customerId) {
      const { data } = await databaseCall(() => entity.get({ mspId, customerId }).go(consistent));
      return data === null ? undefined : CustomerNote.parse(data).text;
    },
    async put({ mspId }, customerId, text) {
      const writtenAt = instantOf(table.clock.now());
      await databaseCall(() => entity.put({ mspId, customerId, text, writtenAt }).go());
    },
  };
};
`;

const test = `import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerNotes } from '#shared/store/customer-note-store.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { customerId, tenantScope } from '#test/support/numbered-tenants.ts';

describe('customer notes', () => {
  let dynamoDb: TestDynamoDb;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
  });
  afterAll(() => dynamoDb.stop());

  it('are read as they were written, by their own MSP alone', async () => {
    const notes = customerNotes(dynamoDb.table);
    await notes.put(tenantScope(1), customerId(1), 'Call before noon');
    expect(await notes.get(tenantScope(1), customerId(1))).toBe('Call before noon');
    expect(await notes.get(tenantScope(2), customerId(1))).toBeUndefined();
  });
});
`;

const row =
  '| note about a customer | `MSP#${mspId}` | `NOTE#${customerId}` | `customerNotes.get`, `customerNotes.put` |';

export const entityRecipe: Recipe = {
  heading: 'Add an entity',
  placeholders: { entity: 'customer-note' },
  steps: [
    newFile(
      'shared/store/<entity>-store.ts',
      store,
      /customer-note-store\.test\.ts.*Cannot find module '#shared\/store\/customer-note-store\.ts'/,
      'types',
    ),
    {
      file: 'docs/data-model.md',
      edit: (text) => insertSorted(text, row, /^\| (?!item)[a-z].*`MSP#\$\{mspId\}`/),
      forgotten:
        /add customerNotes\.get to docs\/data-model\.md[\s\S]*add NOTE#\$\{customerId\} to docs\/data-model\.md/,
    },
    newFile(
      'test/integration/shared/store/<entity>-store.test.ts',
      test,
      /write test\/integration\/shared\/store\/customer-note-store\.test\.ts: no test uses customerNotes/,
    ),
  ],
  generated: ['docs/generated/stored-shapes.json'],
  architectureTests: ['data-model', 'stores', 'generated'],
};
