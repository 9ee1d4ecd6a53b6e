import { printHelp } from '#local/cli/print-help.ts';
import { getBookFinding } from '#functions/api/book/get-book-finding.ts';
import { listBookCustomers } from '#functions/api/book/list-book-customers.ts';
import { listBookFindings } from '#functions/api/book/list-book-findings.ts';
import { listBookSignals } from '#functions/api/book/list-book-signals.ts';
import { listCustomerFindings } from '#functions/api/findings/list-customer-findings.ts';
import { copiedBook, listedFinding } from '#test/support/copied-book.ts';
import { startDynamoDb } from '#test/support/dynamodb.ts';
import { countDynamoDbRequests, itemBytes } from '#test/support/dynamodb-cost.ts';
import type { JudgedBook } from '#test/support/judged-book.ts';
import { itemsOfMsp } from '#test/support/msp-items.ts';
import { caller } from '#test/support/numbered-msps.ts';
import { textTable } from './text-table.ts';

printHelp(`npm run bench:book
  measures the views over a book with many tenants`);

/**
 * Measures the book's views for an MSP of 200 and of 2,000 tenants: requests to DynamoDB, time in one process beside
 * the engine, and size of the answer. One tenant with many findings is judged by the real use case; the others are
 * copies of its stored items.
 */
const sizes = [200, 2_000] as const;

interface Query {
  readonly limit: number;
  readonly cursor?: string;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const viewsOf = async ({ deps, scope }: JudgedBook) => {
  const customerId = (await deps.customers.list(scope))[0]?.customerId;
  if (customerId === undefined) throw new Error('the book has no customer');
  const request = { caller: caller('viewer'), body: undefined, requestId: 'bench', origin: 'https://api.example' };
  const params = { findingId: listedFinding };
  return {
    customers: (query: Query) => listBookCustomers({ ...request, params: undefined, query }, deps),
    findings: (query: Query) => listBookFindings({ ...request, params: undefined, query }, deps),
    'findings/{findingId}': (query: Query) => getBookFinding({ ...request, params, query }, deps),
    'one customer’s findings': (query: Query) =>
      listCustomerFindings({ ...request, params: { customerId }, query: { ...query } }, deps),
    signals: () => listBookSignals({ ...request, params: undefined, query: undefined }, deps),
  };
};

/** Prints the number and the sizes of the items of each kind. */
const printSizes = async (table: Awaited<ReturnType<typeof startDynamoDb>>['table'], book: JudgedBook) => {
  const items = await itemsOfMsp(table, book.scope.mspId);
  const rows = ['TENANT-SUMMARY', 'CONNECTION', 'CUSTOMER'].map((kind) => {
    const sizesOfKind = items.filter(({ sk }) => String(sk).startsWith(`${kind}#`)).map(itemBytes);
    return [kind, sizesOfKind.length, Math.max(...sizesOfKind), sizesOfKind.reduce((sum, each) => sum + each, 0)];
  });
  say(textTable(['item', 'count', 'bytes', 'of all'], rows));
};

const measureBook = async (tenants: number): Promise<readonly (readonly (string | number)[])[]> => {
  const { table, stop } = await startDynamoDb();
  const book = await copiedBook(table, tenants);
  const requests = countDynamoDbRequests(table);
  const ask = async <Body>(name: string, view: (query: Query) => Promise<{ readonly body: Body }>, cursor?: string) => {
    requests.take();
    const from = performance.now();
    const { body } = await view({ limit: 200, ...(cursor === undefined ? {} : { cursor }) });
    const milliseconds = Math.round(performance.now() - from);
    const kilobytes = Math.round(Buffer.byteLength(JSON.stringify(body)) / 1000);
    return { body, row: [`${tenants} ${name}`, requests.take(), milliseconds, kilobytes] };
  };
  const views = await viewsOf(book);
  const rows: (readonly (string | number)[])[] = [];
  for (const [name, view] of Object.entries(views)) {
    await ask<unknown>(name, view); // warm
    rows.push((await ask<unknown>(name, view)).row);
  }
  for (const view of ['customers', 'findings/{findingId}'] as const) await readAllPages(view);
  await printSizes(table, book);
  await stop();
  return rows;

  /** Reads all pages. Throws unless every tenant is listed once. */
  async function readAllPages(view: 'customers' | 'findings/{findingId}') {
    const listed = new Set<string>();
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const { body } = await ask<{ items: readonly unknown[]; nextCursor: string | null }>(view, views[view], cursor);
      for (const item of body.items) listed.add(JSON.stringify(item));
      cursor = body.nextCursor;
    }
    if (listed.size !== tenants) throw new Error(`${view} listed ${listed.size} of ${tenants} tenants`);
  }
};

const rows: (readonly (string | number)[])[] = [];
for (const size of sizes) rows.push(...(await measureBook(size)));
say(textTable(['tenants and view', 'requests', 'ms', 'kB'], rows));
process.exit();
