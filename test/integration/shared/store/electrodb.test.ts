import { Entity } from 'electrodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { attributesOf, config, everything, living, model, pk, sk, stored, strongly } from '#shared/store/electrodb.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';

const Pet = z.object({ mspId: z.string(), petId: z.string(), name: z.string(), nested: z.unknown() });

const petsOf = ({ table }: TestDynamoDb) =>
  new Entity(
    {
      model: model('pet'),
      attributes: attributesOf(Pet, 7, ['mspId', 'petId']),
      indexes: { record: { pk: pk(['mspId'], 'MSP#${mspId}'), sk: sk(['petId'], 'PET#${petId}') } },
    },
    config(table),
  );

describe('the conventions of the table', () => {
  let dynamoDb: TestDynamoDb;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
  });
  afterAll(() => dynamoDb.stop());

  it('gives back what was stored, keys that differ by case alone kept apart', async () => {
    const pets = petsOf(dynamoDb);
    await stored(() => pets.create({ mspId: 'a', petId: 'Rex', name: 'upper', nested: { deep: [1] } }).go());
    await stored(() => pets.create({ mspId: 'a', petId: 'rex', name: 'lower', nested: null }).go());
    const { data } = await stored(() => pets.get({ mspId: 'a', petId: 'Rex' }).go(strongly));
    expect(data).toEqual({ mspId: 'a', petId: 'Rex', name: 'upper', nested: { deep: [1] }, shapeVersion: 7 });
    expect((await pets.query.record({ mspId: 'a' }).go(everything)).data).toHaveLength(2);
  });

  it('names a refused condition, and tells it from a database that does not answer', async () => {
    const pets = petsOf(dynamoDb);
    const pet = { mspId: 'b', petId: 'x', name: 'first', nested: null };
    await stored(() => pets.create(pet).go());
    await expect(stored(() => pets.create(pet).go())).rejects.toMatchObject({ code: 'RecordChanged' });
    await expect(stored(() => pets.create(pet).go(), 'TenantTaken')).rejects.toMatchObject({ code: 'TenantTaken' });
    const nowhere = petsOf({ ...dynamoDb, table: { ...dynamoDb.table, name: 'no-such-table' } });
    await expect(stored(() => nowhere.create(pet).go())).rejects.toMatchObject({ code: 'StoreUnavailable' });
  });

  it('hides what has expired, whether or not the engine deleted it', () => {
    const now = dynamoDb.table.clock.now().getTime() / 1000;
    const items = [{ expiresAtSeconds: now }, { expiresAtSeconds: now + 1 }, { expiresAtSeconds: undefined }];
    expect(living(dynamoDb.table, items)).toEqual(items.slice(1));
  });
});
