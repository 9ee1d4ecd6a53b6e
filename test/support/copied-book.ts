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

/** What a run leaves of a tenant in a bad way: every area of the catalog has something open, and some of it is the same in every tenant. */
const badFacts = {
  'conditional-access': [],
  'mfa-registrations': [1, 2, 3, 4, 5].map((number) => registration(number, { isCapable: number > 3 })),
  'secure-score': [scoreDay('2026-11-22', 40), ...Array.from({ length: 20 }, (_, at) => scoreControl(`control-${at}`))],
  'service-health': [issue(), issue({ issueId: 'MO7654321', title: 'Sign-in is slow' })],
  ...mailboxesWith(inboxRule({ outside: ['thief@example.net'], via: ['forward'], hasCondition: false })),
};
/** No two surfaces of a real tenant were read at the same instant. */
const readOneAfterTheOther = (book: JudgedBook) =>
  Object.fromEntries(
    book.surfaceIds.map((id, at) => [id, { ...okState, dataAsOf: `2026-11-22T11:${10 + at}:0${at % 7}.${311 + at}Z` }]),
  );
/** As the token of an application says that was consented to in full. */
const scopes = Array.from({ length: 30 }, (_, at) => `SomeResource.Read.Something.${at}`);

/**
 * A book of so many customers with a tenant each. One of them is judged by the real use case with the whole catalog; the others are copies of what was stored of it,
 * under ids, names and domains of their own.
 */
export const copiedBook = async (table: TestDynamoDb['table'], tenants: number, msp = 1): Promise<JudgedBook> => {
  const book = judgedBook(table, msp, findings);
  const customerId = await book.customer('Acme', 'acme.example');
  await book.connect(1, 'Acme', 'acme.example');
  await book.ports.connections.recordTenant(book.scope, connectionNumber(1), { grantedScopes: scopes });
  await book.judge(1, badFacts, readOneAfterTheOther(book));
  const others = Array.from({ length: tenants - 1 }, (_, at) => another(at + 2, customerId));
  await writeItems(table, await copiedItems(table, book, others));
  await writeSummaries(table, await copiedSummaries(book, others));
  return book;
};

type Renamed = (text: string) => string;

/** The same words about another tenant of another customer. */
const another = (number: number, customerId: string): Renamed => {
  const names: readonly (readonly [string, string])[] = [
    [tenantNumber(1), tenantNumber(number)],
    [connectionNumber(1), connectionNumber(number)],
    [customerId, `cus_${String(900_000 + number).padStart(26, '0')}`],
    ['acme.example', `acme-${number}.example`],
  ];
  return (text) => names.reduce((said, [from, to]) => said.replaceAll(from, to), text);
};

/** Connections, customers and the findings of one id, which the work-list reads. */
const copiedItems = async (
  table: TestDynamoDb['table'],
  book: JudgedBook,
  others: readonly Renamed[],
): Promise<readonly object[]> => {
  const stored = (await itemsOfMsp(table, book.scope.mspId)).filter(
    ({ sk, findingId }) =>
      /^(CONNECTION|CUSTOMER)#/.test(String(sk)) || (String(sk).startsWith('FINDING#') && findingId === listedFinding),
  );
  const text = JSON.stringify(stored);
  return others.flatMap((renamed): object[] => JSON.parse(renamed(text)));
};

/** Whose work-list can be asked for. */
export const listedFinding = 'mfa.enforced-for-all-users';

/** A summary is packed in the table: it is taken out, renamed and packed again by its store. */
const copiedSummaries = async (book: JudgedBook, others: readonly Renamed[]): Promise<readonly TransactionWrite[]> => {
  const text = JSON.stringify(await book.ports.summaries.ofTenant(book.scope, tenantNumber(1)));
  return others.map((renamed, at) =>
    book.ports.summaries.put(
      openTenantScope(book.scope.mspId, tenantNumber(at + 2)),
      TenantSummary.parse(JSON.parse(renamed(text))),
    ),
  );
};

const inParts = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));

const writersAtOnce = 8;

/** As many writers as the engine has work for, each with its share. */
const atOnce = async <Part>(parts: readonly Part[], write: (part: Part) => Promise<unknown>): Promise<void> => {
  const left = [...parts];
  const writer = async (): Promise<void> => {
    for (let part = left.pop(); part !== undefined; part = left.pop()) await write(part);
  };
  await Promise.all(Array.from({ length: writersAtOnce }, writer));
};

const writeItems = ({ client, name }: TestDynamoDb['table'], items: readonly object[]): Promise<void> =>
  atOnce(inParts(items, 25), (part) =>
    client.send(
      new BatchWriteCommand({ RequestItems: { [name]: part.map((Item) => ({ PutRequest: { Item: { ...Item } } })) } }),
    ),
  );

const writeSummaries = (table: TestDynamoDb['table'], writes: readonly TransactionWrite[]): Promise<void> =>
  atOnce(inParts(writes, 50), (part) => writeTransaction(table, part));
