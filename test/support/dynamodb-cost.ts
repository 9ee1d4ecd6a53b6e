import type { Table } from '#shared/store/table.ts';

/**
 * Counts all further requests to DynamoDB whose input is counted, SDK retries included. `take` returns and resets the
 * count.
 */
export const countDynamoDbRequests = (
  { client }: Pick<Table, 'client'>,
  isCounted: (input: object) => boolean = () => true,
): { take(): number } => {
  let requests = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      if (isCounted(args.input)) requests += 1;
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

/** Whether a request reads the surface states of a tenant. */
export const readsSurfaceStates = (input: object): boolean => JSON.stringify(input).includes('"SURFACE#');

/**
 * The size of an item in DynamoDB's accounting, in bytes: names and texts in UTF-8, plus the overhead of each type.
 * Numbers count with their maximum of 21 bytes.
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

/** The maximum size of one page of a DynamoDB query. */
export const pageBytes = 1024 * 1024;
