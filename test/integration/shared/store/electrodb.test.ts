import { Entity } from 'electrodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  allPages,
  attributesOf,
  consistent,
  databaseCall,
  entityConfig,
  entityModel,
  pk,
  sk,
  unexpired,
} from '#shared/store/electrodb.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';

const Pet = z.object({ mspId: z.string(), petId: z.string(), name: z.string(), nested: z.unknown() });

const petsOf = ({ table }: TestDynamoDb) =>
  new Entity(
    {
      model: entityModel('pet'),
      attributes: attributesOf(Pet, 7, ['mspId', 'petId']),
      indexes: { record: { pk: pk(['mspId'], 'MSP#${mspId}'), sk: sk(['petId'], 'PET#${petId}') } },
    },
    entityConfig(table),
  );

describe('the conventions of the table', () => {
  let dynamoDb: TestDynamoDb;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
  });
  afterAll(() => dynamoDb.stop());

  it('returns what was stored and distinguishes keys that differ only by case', async () => {
    const pets = petsOf(dynamoDb);
    await databaseCall(() => pets.create({ mspId: 'a', petId: 'Rex', name: 'upper', nested: { deep: [1] } }).go());
    await databaseCall(() => pets.create({ mspId: 'a', petId: 'rex', name: 'lower', nested: null }).go());
    const { data } = await databaseCall(() => pets.get({ mspId: 'a', petId: 'Rex' }).go(consistent));
    expect(data).toEqual({ mspId: 'a', petId: 'Rex', name: 'upper', nested: { deep: [1] }, shapeVersion: 7 });
    expect((await pets.query.record({ mspId: 'a' }).go(allPages)).data).toHaveLength(2);
  });

  it('distinguishes a refused condition from a database that does not answer', async () => {
    const pets = petsOf(dynamoDb);
    const pet = { mspId: 'b', petId: 'x', name: 'first', nested: null };
    await databaseCall(() => pets.create(pet).go());
    await expect(databaseCall(() => pets.create(pet).go())).rejects.toMatchObject({ code: 'RecordChanged' });
    await expect(databaseCall(() => pets.create(pet).go(), 'TenantTaken')).rejects.toMatchObject({
      code: 'TenantTaken',
    });
    const nowhere = petsOf({ ...dynamoDb, table: { ...dynamoDb.table, name: 'no-such-table' } });
    await expect(databaseCall(() => nowhere.create(pet).go())).rejects.toMatchObject({ code: 'StoreUnavailable' });
  });

  it('hides expired items, whether or not the engine deleted them', () => {
    const now = dynamoDb.table.clock.now().getTime() / 1000;
    const items = [{ expiresAtSeconds: now }, { expiresAtSeconds: now + 1 }, { expiresAtSeconds: undefined }];
    expect(unexpired(dynamoDb.table, items)).toEqual(items.slice(1));
  });
});
