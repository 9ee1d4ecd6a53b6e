import type { DelimitedRow } from '#shared/kernel/delimited-text.ts';
import { type DayOrder, inferDayOrder, parseDay } from './parse-day.ts';
import type { LineProblem, ParsedTable } from './parse-table.ts';
import { type Columns, truncate } from './table-columns.ts';

/** When a line of a contract is billed. */
export interface LineTerms {
  /** The first and the last day; null without one. */
  readonly beginsOn: string | null;
  readonly endsOn: string | null;
  /** Why the line is not billed at all, as the table says it; null if it is billed within its days. */
  readonly notBilled: string | null;
}

export const alwaysBilled: LineTerms = { beginsOn: null, endsOn: null, notBilled: null };

type Reading = boolean | undefined;

// Words of cells, without their spaces. cspell:ignore inforce notstarted onhold nocharge unbillable donotbill dontbill
// cspell:ignore notbillable nonbillable notbilled archiv

/** Letters and digits only, in lower case. */
const wordOf = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

const yes = new Set(['true', 'yes', 'y', '1', 'x', 'checked']);
const no = new Set(['false', 'no', 'n', '0', 'unchecked']);

const truthOf = (word: string): Reading => (yes.has(word) ? true : no.has(word) ? false : undefined);

const activeWords = new Set('active current live inforce enabled open approved billing billed ongoing'.split(' '));
const inactiveWords = new Set(
  `inactive cancelled canceled expired terminated ended closed disabled suspended draft pending future notstarted onhold
   deleted void voided denied rejected archived paused completed complete lost`.split(/\s+/),
);

/** Headers whose "yes" means that the line is not in force. */
const isNegation = (header: string): boolean => /inactive|disabled|cancel|delete|suspend|archiv|expired/.test(header);

/** Whether a status says that the line is in force. */
const isActive = (header: string, text: string): Reading => {
  const word = wordOf(text);
  const truth = truthOf(word);
  if (truth !== undefined) return isNegation(wordOf(header)) ? !truth : truth;
  return activeWords.has(word) ? true : inactiveWords.has(word) ? false : undefined;
};

const billableWords = new Set(['billable', 'bill', 'billed', 'nocharge', 'included']);
const unbillableWords = new Set(['donotbill', 'dontbill', 'notbillable', 'nonbillable', 'unbillable', 'notbilled']);

/** A line without charge is part of the contract; a line that is not to be billed is not. */
const isBillable = (text: string): Reading => {
  const word = wordOf(text);
  return billableWords.has(word) ? true : unbillableWords.has(word) ? false : truthOf(word);
};

/** Whether the cell is as good as empty. Excel and .NET write such days for "none". */
const isNoDay = (text: string): boolean =>
  text === '' || /^(0001-01-01|1900-01-0\d|0?1\/0?1\/(0001|1900)|-|n\/?a|none|null)/i.test(text);

interface Problem {
  readonly problem: string;
}
const isProblem = (value: object): value is Problem => 'problem' in value;

/** The order of day and month that the table's cells must have. */
export const dayOrderOf = ({ columns: { positions }, rows }: ParsedTable): DayOrder | LineProblem | undefined => {
  let found: DayOrder | undefined;
  for (const { line, fields } of rows) {
    for (const at of [...positions.begin, ...positions.end]) {
      const order = inferDayOrder(fields[at] ?? '');
      if (order !== undefined && found !== undefined && order !== found) {
        return { line, detail: `earlier lines write days the other way round than "${truncate(fields[at] ?? '')}"` };
      }
      found ??= order;
    }
  }
  return found;
};

interface Cell {
  readonly header: string;
  readonly text: string;
}

const cellsOf = (
  { headers, positions }: Columns,
  { fields }: DelimitedRow,
  kind: 'begin' | 'end' | 'status' | 'billable',
) => positions[kind].map((at): Cell => ({ header: headers[at] ?? '', text: (fields[at] ?? '').trim() }));

const quoted = ({ header, text }: Cell): string => `"${truncate(header)}" is "${truncate(text)}"`;

const daysOf = (cells: readonly Cell[], order: DayOrder | undefined): readonly string[] | Problem => {
  const days: string[] = [];
  for (const cell of cells.filter(({ text }) => !isNoDay(text))) {
    const parsed = parseDay(cell.text, order);
    if ('day' in parsed) days.push(parsed.day);
    else if (parsed.problem === 'no day') return { problem: `${quoted(cell)}, which is no day` };
    else return { problem: `${quoted(cell)}, which may be two days: write it as year-month-day` };
  }
  return days.toSorted();
};

/** A column such as "Cancelled" holds a day, or yes and no. */
const isTruth = ({ text }: Cell): boolean => truthOf(wordOf(text)) !== undefined;

const notBilledBy = (columns: Columns, row: DelimitedRow): string | null | Problem => {
  const flags = cellsOf(columns, row, 'end').filter(isTruth);
  const readings = [
    ...[...cellsOf(columns, row, 'status'), ...flags].map((cell) => ({
      cell,
      reads: isActive(cell.header, cell.text),
    })),
    ...cellsOf(columns, row, 'billable').map((cell) => ({ cell, reads: isBillable(cell.text) })),
  ].filter(({ cell }) => cell.text !== '');
  const unread = readings.find(({ reads }) => reads === undefined);
  if (unread !== undefined) {
    return { problem: `${quoted(unread.cell)}, of which it is not known whether the line is billed then` };
  }
  const off = readings.find(({ reads }) => reads === false);
  return off === undefined ? null : quoted(off.cell);
};

/** When the line of a row is billed, or what is wrong with the cells that say so. */
export const parseTerms = (columns: Columns, row: DelimitedRow, order: DayOrder | undefined): LineTerms | Problem => {
  const begins = daysOf(cellsOf(columns, row, 'begin'), order);
  if (isProblem(begins)) return begins;
  const ends = daysOf(
    cellsOf(columns, row, 'end').filter((cell) => !isTruth(cell)),
    order,
  );
  if (isProblem(ends)) return ends;
  const notBilled = notBilledBy(columns, row);
  if (typeof notBilled === 'object' && notBilled !== null) return notBilled;
  return { beginsOn: begins.at(-1) ?? null, endsOn: ends[0] ?? null, notBilled };
};
