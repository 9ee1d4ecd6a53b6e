import { afterAll, beforeAll, expect, it } from 'vitest';
import { contract } from '#functions/api/customer-views/contract.ts';
import { useCases } from '#functions/api/customer-views/use-cases.ts';
import { ownAddresses } from '#shared/communications/own-addresses.ts';
import type { Finding } from '#shared/findings/define-finding.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ViewDeps } from '#shared/views/define-view.ts';
import { type ApiAnswer, apiCaller } from './call-api.ts';
import { startDynamoDb, type TestDynamoDb } from './dynamodb.ts';
import { type JudgedBook, judgedBook } from './judged-book.ts';
import { caller } from './numbered-msps.ts';

const noRows = { async *ofCustomer() {} };

/** The ports of all views over a judged book, without messages and events unless they are given. */
export const viewDeps = (book: Pick<JudgedBook, 'deps'>, given: Partial<ViewDeps> = {}): ViewDeps => ({
  ...book.deps,
  messages: noRows,
  events: noRows,
  ownAddresses: async ({ email }) => ownAddresses(email, []),
  communicationsStates: async () => ({}),
  ...given,
});

/** The pages of customers, as the gateway would call them. */
export const viewCaller = (deps: ViewDeps) => {
  const call = apiCaller(contract, useCases, deps);
  return {
    call,
    page: (id: string, customerId: CustomerId, as = caller('viewer'), query: Record<string, string> = {}) =>
      call({ as, route: `GET /v1/customers/{customerId}/${id}`, params: { customerId }, query }),
  };
};

type ViewCaller = ReturnType<typeof viewCaller>;

interface SuiteOptions {
  /** Names of customers; the domain of each is `{name}.example`. */
  readonly customers: readonly string[];
  /** By number, the name of a tenant and its verified domains. */
  readonly tenants: Readonly<Record<number, readonly [name: string, ...domains: string[]]>>;
  /** The findings that tenants are judged by; a few where absent. */
  readonly findings?: readonly Finding[];
  readonly deps?: Partial<ViewDeps>;
}

/** A book of judged tenants for the tests of a file, and the pages of its customers. Call it at the top of the file. */
export const viewSuite = ({ customers, tenants, findings, deps }: SuiteOptions) => {
  const ids = new Map<string, CustomerId>();
  let started: { readonly db: TestDynamoDb; readonly book: JudgedBook; readonly views: ViewCaller } | undefined;
  beforeAll(async () => {
    const db = await startDynamoDb();
    const book = judgedBook(db.table, 1, findings);
    started = { db, book, views: viewCaller(viewDeps(book, deps)) };
    for (const name of customers) ids.set(name, await book.customer(name, `${name}.example`));
    for (const [number, names] of Object.entries(tenants)) await book.connect(Number(number), ...names);
  });
  afterAll(() => started?.db.stop());
  const running = () => {
    if (started === undefined) throw new Error('a view suite starts before its tests, not before its describe');
    return started;
  };

  return {
    get table() {
      return running().db.table;
    },
    get book() {
      return running().book;
    },
    customerId(name: string): CustomerId {
      const id = ids.get(name);
      if (id === undefined) throw new Error(`the suite has no customer ${name}`);
      return id;
    },
    get call() {
      return running().views.call;
    },
    /** Reads one page of the named customer. */
    read(id: string, name: string, as?: MemberScope, query?: Record<string, string>): Promise<ApiAnswer> {
      return running().views.page(id, this.customerId(name), as, query);
    },
    /** Tests a page for a customer without a tenant, and for another MSP. */
    testsNoData(id: string, expected: object): void {
      it('is unknown without a tenant', async () => {
        expect((await this.read(id, 'none')).body).toMatchObject({ ...expected, dataAsOf: null });
      });

      it('answers 404 to another MSP', async () => {
        const [name = ''] = customers;
        expect(await this.read(id, name, caller('admin', { msp: 2 }))).toMatchObject({ status: 404 });
      });
    },
  };
};
