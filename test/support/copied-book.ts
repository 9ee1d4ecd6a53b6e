import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { findings } from '#shared/findings/index.ts';
import { TenantSummary } from '#shared/judging/tenant-summary.ts';
import { type TransactionWrite, writeTransaction } from '#shared/store/transaction-writes.ts';
import type { TestDynamoDb } from './dynamodb.ts';
import { inboxRule, mailboxesWith } from './inbox-rule-facts.ts';
import { type JudgedBook, judgedBook } from './judged-book.ts';
import { itemsOfMsp } from './msp-items.ts';
import { connectionNumber, tenantNumber } from './numbered-msps.ts';
import { okState, registration, scoreControl, scoreDay } from './posture-facts.ts';
import { issue } from './threat-facts.ts';

/** Facts of a tenant with an open finding in every area of the catalog; some of them are the same in every tenant. */
const badFacts = {
  'conditional-access': [],
  'mfa-registrations': [1, 2, 3, 4, 5].map((number) => registration(number, { isCapable: number > 3 })),
  'secure-score': [scoreDay('2026-11-22', 40), ...Array.from({ length: 20 }, (_, at) => scoreControl(`control-${at}`))],
  'service-health': [issue(), issue({ issueId: 'MO7654321', title: 'Sign-in is slow' })],
  ...mailboxesWith(inboxRule({ outside: ['thief@example.net'], via: ['forward'], hasCondition: false })),
};
/** The surfaces of a real tenant are read at different instants. */
const readOneAfterTheOther = (book: JudgedBook) =>
  Object.fromEntries(
    book.surfaceIds.map((id, at) => [id, { ...okState, dataAsOf: `2026-11-22T11:${10 + at}:0${at % 7}.${311 + at}Z` }]),
  );
/** As many scopes as the token of a fully consented application has. */
const scopes = Array.from({ length: 30 }, (_, at) => `SomeResource.Read.Something.${at}`);

/**
 * A book with one customer for each tenant. One tenant is judged by the real use case with all findings; the others are
 * copies of its stored items with their own ids, names and domains.
 */
export const copiedBook = async (table: TestDynamoDb['table'], tenants: number, msp = 1): Promise<JudgedBook> => {
  const book = judgedBook(table, msp, findings);
  const customerId = await book.customer('Acme', 'acme.example');
  await book.connect(1, 'Acme', 'acme.example');
  await book.ports.connections.recordTenant(book.scope, connectionNumber(1), { grantedScopes: scopes });
  await book.judge(1, badFacts, readOneAfterTheOther(book));
  const others = Array.from({ length: tenants - 1 }, (_, at) => renamedFor(at + 2, customerId));
  await writeItems(table, await copiedItems(table, book, others));
  await writeSummaries(table, await copiedSummaries(book, others));
  return book;
};

type Rename = (text: string) => string;

/** Replaces ids, name and domain in a text with those of renamedFor tenant of renamedFor customer. */
const renamedFor = (number: number, customerId: string): Rename => {
  const names: readonly (readonly [string, string])[] = [
    [tenantNumber(1), tenantNumber(number)],
    [connectionNumber(1), connectionNumber(number)],
    [customerId, `cus_${String(900_000 + number).padStart(26, '0')}`],
    ['acme.example', `acme-${number}.example`],
  ];
  return (text) => names.reduce((replaced, [from, to]) => replaced.replaceAll(from, to), text);
};

/** Copies connections, customers and the findings of one id, which the work-list reads. */
const copiedItems = async (
  table: TestDynamoDb['table'],
  book: JudgedBook,
  others: readonly Rename[],
): Promise<readonly object[]> => {
  const stored = (await itemsOfMsp(table, book.scope.mspId)).filter(
    ({ sk, findingId }) =>
      /^(CONNECTION|CUSTOMER)#/.test(String(sk)) || (String(sk).startsWith('FINDING#') && findingId === listedFinding),
  );
  const text = JSON.stringify(stored);
  return others.flatMap((rename): object[] => JSON.parse(rename(text)));
};

/** The finding that has a work-list in a copied book. */
export const listedFinding = 'mfa.enforced-for-all-users';

/** A summary is stored compressed: its store reads it, the ids are replaced, and the store writes it again. */
const copiedSummaries = async (book: JudgedBook, others: readonly Rename[]): Promise<readonly TransactionWrite[]> => {
  const text = JSON.stringify(await book.ports.summaries.ofTenant(book.scope, tenantNumber(1)));
  return others.map((rename, at) =>
    book.ports.summaries.put(
      openTenantScope(book.scope.mspId, tenantNumber(at + 2)),
      TenantSummary.parse(JSON.parse(rename(text))),
    ),
  );
};

const chunks = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));

const workerCount = 8;

/** Writes all parts with a worker pool. */
const withWorkerPool = async <Part>(parts: readonly Part[], write: (part: Part) => Promise<unknown>): Promise<void> => {
  const remaining = [...parts];
  const worker = async (): Promise<void> => {
    for (let part = remaining.pop(); part !== undefined; part = remaining.pop()) await write(part);
  };
  await Promise.all(Array.from({ length: workerCount }, worker));
};

const writeItems = ({ client, name }: TestDynamoDb['table'], items: readonly object[]): Promise<void> =>
  withWorkerPool(chunks(items, 25), (part) =>
    client.send(
      new BatchWriteCommand({ RequestItems: { [name]: part.map((Item) => ({ PutRequest: { Item: { ...Item } } })) } }),
    ),
  );

const writeSummaries = (table: TestDynamoDb['table'], writes: readonly TransactionWrite[]): Promise<void> =>
  withWorkerPool(chunks(writes, 50), (part) => writeTransaction(table, part));
