import type { z } from 'zod';
import { vendorCall } from '#shared/aws/vendor-call.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { refusedByCondition, type Table } from './table.ts';
import { tableShape } from './table-shape.ts';

/**
 * What all entities of the table share, so that the file of an entity contains only its schema, keys and queries:
 *
 * ```ts
 * export const shapeVersion = 1;
 * // The schema is the only description of the record.
 * export const Pet = z.object({ mspId: MspId, petId: PetId, name: z.string() });
 *
 * const petEntity = (table: Table) =>
 *   new Entity(
 *     {
 *       model: entityModel('pet'),
 *       // The third argument names the ids in the keys.
 *       attributes: attributesOf(Pet, shapeVersion, ['mspId', 'petId']),
 *       indexes: { record: { pk: pk(['mspId'], 'MSP#${mspId}'), sk: sk(['petId'], 'PET#${petId}') } },
 *     },
 *     entityConfig(table),
 *   );
 *
 * export const pets = (table: Table): Pets => {
 *   const records = petEntity(table);
 *   return {
 *     async get({ mspId }, petId) {
 *       const { data } = await databaseCall(() => records.get({ mspId, petId }).go(consistent));
 *       // Reading is parsing.
 *       return data === null ? undefined : Pet.parse(data);
 *     },
 *     // Throws `RecordChanged`, or the code that is passed, where the condition of the write is not met.
 *     async create(pet) {
 *       await databaseCall(() => records.create(pet).go(), 'RecordChanged');
 *     },
 *     async list({ mspId }) {
 *       const { data } = await databaseCall(() => records.query.record({ mspId }).go(allPages));
 *       return data.map((item) => Pet.parse(item));
 *     },
 *   };
 * };
 * ```
 *
 * Items that expire have `expiresAtSeconds` in their schema. DynamoDB deletes late, so lists of them are filtered with
 * `unexpired`.
 */
export const entityModel = <const Name extends string>(entity: Name) =>
  ({ service: 'vectis', entity, version: '1' }) as const;

export const entityConfig = (table: Table) => ({ client: table.client, table: table.name });

// casing: 'none', because ids of Outlook differ by case alone and ElectroDB lower-cases keys by default.
const key =
  <const Field extends string>(field: Field) =>
  <const Composite extends readonly string[]>(composite: Composite, template: string) =>
    ({ field, casing: 'none', composite, template }) as const;

export const pk = key(tableShape.partitionKey);
export const sk = key(tableShape.sortKey);
/** `index: worstFirst` beside them. */
export const worstFirst = tableShape.worstFirst.indexName;
export const worstFirstPk = key(tableShape.worstFirst.partitionKey);
export const worstFirstSk = key(tableShape.worstFirst.sortKey);

/**
 * The ElectroDB attributes of a zod schema, so that a record is described once. ElectroDB requires that the ids in keys
 * are strings; zod validates all other attributes, so ElectroDB takes them as they are. Each item contains the version
 * of its shape and, where it expires, its expiry.
 */
export const attributesOf = <Shape extends z.ZodRawShape, const Key extends keyof Shape & string>(
  schema: z.ZodObject<Shape>,
  shapeVersion: number,
  keys: readonly Key[],
) => {
  const isKey = (name: string): boolean => keys.some((each) => each === name);
  const own = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, { type: isKey(name) ? 'string' : 'any' }]),
  );
  // Object.fromEntries loses the type of each name; this type restates the mapping above.
  const typed = own as { [Name in keyof Shape & string]: { type: Name extends Key ? 'string' : 'any' } };
  return {
    ...typed,
    shapeVersion: { type: 'number', default: () => shapeVersion, set: () => shapeVersion, watch: '*' },
    [tableShape.ttl]: { type: 'number' },
  } as const;
};

/** A read that sees every earlier write. */
export const consistent = { consistent: true } as const;
/** The condition for writing a record with a revision: the stored one has the revision before it, or none. */
export const followsRevision =
  (next: number) =>
  <Attribute>({ revision }: { revision: Attribute }, { eq, notExists }: Conditions<Attribute>): string =>
    next === 1 ? notExists(revision) : eq(revision, next - 1);
interface Conditions<Attribute> {
  eq(attribute: Attribute, value: number): string;
  notExists(attribute: Attribute): string;
}

/** A consistent query of all pages. Use it only where the number of items is bounded. */
export const allPages = { consistent: true, pages: 'all' } as const;

/**
 * Runs one call to the database. Throws `refusal` where the condition of a write was not met, and `StoreUnavailable`
 * for any other failure of the call.
 */
export const databaseCall = <Result>(
  call: () => Promise<Result>,
  refusal:
    | 'RecordChanged'
    | 'Fenced'
    | 'LeaseHeld'
    | 'NotFound'
    | 'DomainTaken'
    | 'TenantTaken'
    | 'MemberTaken' = 'RecordChanged',
): Promise<Result> =>
  vendorCall('database', call, {
    refusalOf: (cause) =>
      refusedByCondition(cause)
        ? new AppError(refusal, 'the record is not as the write expected it', {}, { cause })
        : undefined,
  });

/** The items that have not expired yet. */
export const unexpired = <Item extends { readonly expiresAtSeconds?: number | undefined }>(
  { clock }: Pick<Table, 'clock'>,
  items: readonly Item[],
): readonly Item[] => {
  const now = clock.now().getTime() / 1000;
  return items.filter((item) => item.expiresAtSeconds === undefined || item.expiresAtSeconds > now);
};
