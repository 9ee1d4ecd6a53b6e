import type { Table } from '#shared/store/table.ts';

/** The key of an item that was put, updated or deleted. Condition checks of a transaction are not writes. */
export interface Write {
  readonly pk: string;
  readonly sk: string;
}

export interface RecordedTable<Watched extends Table> {
  readonly table: Watched;
  /** The writes since the last call. */
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

const readCommands = new Set(['QueryCommand', 'GetCommand', 'BatchGetCommand']);
const writeCommands = new Set(['PutCommand', 'UpdateCommand', 'DeleteCommand', 'TransactWriteCommand']);

const writesIn = ({ Item, Key, Put, Update, Delete, TransactItems = [] }: Parts): readonly Write[] => [
  ...[Item, Key].flatMap((key) => (key === undefined ? [] : [{ pk: key.pk, sk: key.sk }])),
  ...[Put, Update, Delete, ...TransactItems].flatMap((part) => (part === undefined ? [] : writesIn(part))),
];

/** A table that records the writes of every command. A command that is not known to read or to write is refused. */
export const recordWrites = <Watched extends Table>(table: Watched): RecordedTable<Watched> => {
  const { client } = table;
  let writes: Write[] = [];
  const send = (command: Command): unknown => {
    const { name } = command.constructor;
    if (writeCommands.has(name)) writes.push(...writesIn(command.input));
    else if (!readCommands.has(name)) throw new Error(`whether ${name} writes is not known`);
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

/** The kind of a written item: `FACT`, `SURFACE`, `LEASE` … */
export const itemKindOf = ({ sk }: Write): string => sk.split('#')[0] ?? sk;

/** The number of writes by kind of item. */
export const countWritesByKind = (writes: readonly Write[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(writes, itemKindOf)].map(([kind, each]) => [kind, each.length]).toSorted());
