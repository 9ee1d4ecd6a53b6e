import type { Table } from '#shared/store/table.ts';

/** Counts every request that goes to DynamoDB from now on; SDK retries count too. */
export const countDynamoDbRequests = ({ client }: Pick<Table, 'client'>): { take(): number } => {
  let requests = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      requests += 1;
      return next(args);
    },
    { step: 'finalizeRequest' },
  );
  return {
    take() {
      const counted = requests;
      requests = 0;
      return counted;
    },
  };
};

/**
 * How large DynamoDB takes an item to be: names and texts as UTF-8, and what each kind of value weighs besides. Numbers are taken at their longest.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export const itemBytes = (item: Readonly<Record<string, unknown>>): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

const valueBytes = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (value instanceof Uint8Array) return value.byteLength;
  if (typeof value === 'number') return 21;
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + 1 + valueBytes(each), 3);
  if (typeof value !== 'object' || value === null) return 1;
  return Object.entries(value).reduce((sum, [name, each]) => sum + 1 + Buffer.byteLength(name) + valueBytes(each), 3);
};

/** What DynamoDB answers one request with at most. */
export const pageBytes = 1024 * 1024;
