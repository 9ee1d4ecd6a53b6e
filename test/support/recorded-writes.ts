import type { Table } from '#shared/store/table.ts';

/** One item that was put, changed or deleted. Conditions that a transaction checks are none. */
export interface Write {
  readonly pk: string;
  readonly sk: string;
}

export interface RecordedTable<Watched extends Table> {
  readonly table: Watched;
  /** What was written since it was asked the last time. */
  take(): readonly Write[];
}

interface Parts {
  readonly Item?: Write;
  readonly Key?: Write;
  readonly Put?: Parts;
  readonly Update?: Parts;
  readonly Delete?: Parts;
  readonly TransactItems?: readonly Parts[];
}

interface Command {
  readonly constructor: { readonly name: string };
  readonly input: Parts;
}

const reading = new Set(['QueryCommand', 'GetCommand', 'BatchGetCommand']);
const writing = new Set(['PutCommand', 'UpdateCommand', 'DeleteCommand', 'TransactWriteCommand']);

const writesIn = ({ Item, Key, Put, Update, Delete, TransactItems = [] }: Parts): readonly Write[] => [
  ...[Item, Key].flatMap((key) => (key === undefined ? [] : [{ pk: key.pk, sk: key.sk }])),
  ...[Put, Update, Delete, ...TransactItems].flatMap((part) => (part === undefined ? [] : writesIn(part))),
];

/** The same table, with every command that passes to DynamoDB looked at. One that is known neither to read nor to write is refused. */
export const recordWrites = <Watched extends Table>(table: Watched): RecordedTable<Watched> => {
  const { client } = table;
  let writes: Write[] = [];
  const send = (command: Command): unknown => {
    const { name } = command.constructor;
    if (writing.has(name)) writes.push(...writesIn(command.input));
    else if (!reading.has(name)) throw new Error(`whether ${name} writes is not known`);
    return client.send(command as never); // one of the document client's own commands
  };
  return {
    table: { ...table, client: Object.assign(Object.create(client), { send }) },
    take() {
      const taken = writes;
      writes = [];
      return taken;
    },
  };
};

/** What a write is about: `FACT`, `SURFACE`, `LEASE` … */
export const itemKindOf = ({ sk }: Write): string => sk.split('#')[0] ?? sk;

/** How many writes are about what. */
export const countWritesByKind = (writes: readonly Write[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(writes, itemKindOf)].map(([kind, each]) => [kind, each.length]).toSorted());
