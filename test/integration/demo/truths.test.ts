import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoBook } from '#local/demo/book/index.ts';
import { demoMsp } from '#local/demo/book/msp.ts';
import { foundMsp, type People } from '#local/demo/people.ts';
import { seedDemo } from '#local/demo/seed.ts';
import { type BookRun, syncBook } from '#local/demo/sync-book.ts';
import { type SimulatedMicrosoft, startMicrosoft } from '#local/microsoft/start-microsoft.ts';
import { type RunningStack, startStack } from '#local/stack.ts';
import { builtAssembly } from '#test/support/built-assembly.ts';

/**
 * The demo book through the running stack. Each row repeats what the customer's file states: people counted, registered, capable, enforced; admins
 * counted and enforced; badge; Secure Score; and every verdict that does not pass. `-` is null: what cannot be known.
 */
const truths = `
Marlowe Dental Care        | 11 0 0 0   | 2 0 | none        | 9  | baseline-present:fail enforced-for-admins:fail enforced-for-all-users:fail every-admin-capable:fail every-user-capable:fail legacy-auth-blocked:fail
Osprey Catering            | 9 - - 2    | 3 1 | partial     | 14 | baseline-present:fail enforced-for-admins:warn enforced-for-all-users:warn every-admin-capable:unknown every-user-capable:unknown legacy-auth-blocked:fail
Linden Community Clinic    | 5 3 3 5    | 2 2 | enforced    | 41 | every-user-capable:fail
Bryn & Tolley Legal        | 14 12 12 0 | 2 0 | report-only | 33 | baseline-present:warn enforced-for-admins:warn enforced-for-all-users:warn every-user-capable:fail legacy-auth-blocked:warn
Calder Logistics           | 20 17 17 12| 3 3 | partial     | 41 | enforced-for-all-users:warn every-user-capable:fail
Fennimore Architects       | 10 - - -   | 2 - | unknown     | -  | baseline-present:unknown control-implemented:unknown enforced-for-admins:unknown enforced-for-all-users:unknown every-admin-capable:unknown every-user-capable:unknown legacy-auth-blocked:unknown
Harrow & Finch Accounting  | 16 16 16 16| 9 9 | enforced    | 50 | global-admin-count-in-range:fail
Tidewater Motors           | 13 13 13 13| 3 3 | enforced    | 41 | global-admin-count-in-range:warn legacy-auth-blocked:fail
Stonebridge Foods          | 18 6 6 0   | 4 0 | partial     | 41 | enforced-for-admins:warn enforced-for-all-users:warn every-user-capable:fail
Kestrel Freight            | - - - -    | - - | unknown     | -  | baseline-present:unknown control-implemented:unknown enforced-for-admins:unknown enforced-for-all-users:unknown every-admin-capable:unknown every-user-capable:unknown global-admin-count-in-range:unknown legacy-auth-blocked:unknown
Aldergate Pharmacy         | 24 24 24 24| 2 2 | enforced    | 95 |
Northgate IT (own company) | 8 7 7 8    | 2 2 | enforced    | 33 | every-user-capable:fail
`
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim().replaceAll(/\s+/g, ' ')));

let stack: RunningStack;
let microsoft: SimulatedMicrosoft;
let tokens: People;
let posture: BookRun;
let communications: BookRun;
// biome-ignore lint/suspicious/noExplicitAny: what the API answers is held against the table above, field by field
type Answer = any;

const get = async (path: string, token = tokens.admin): Promise<Answer> => {
  const response = await fetch(`${stack.apiUrl}${path}`, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return await response.json();
};

beforeAll(async () => {
  const book = demoBook(new Date());
  microsoft = await startMicrosoft({ tenants: book.map(({ tenant }) => tenant) });
  stack = await startStack({ assemblyDir: await builtAssembly(), microsoftOrigins: microsoft.origins, port: 0 });
  ({ tokens } = await foundMsp(stack, demoMsp));
  await seedDemo({ apiUrl: stack.apiUrl, adminToken: tokens.admin, book });
  posture = await syncBook(stack, 'posture', () => undefined);
  communications = await syncBook(stack, 'communications', () => undefined);
}, 180_000);
afterAll(async () => {
  await stack?.stop();
  await microsoft?.stop();
});

const shown = (value: number | null | undefined): string => String(value ?? '-');
const customerIds = async (): Promise<ReadonlyMap<string, string>> => {
  const { items } = await get('/v1/customers?limit=100');
  return new Map(items.map(({ name, customerId }: Answer) => [name, customerId]));
};
const asRow = async (name: string, customerId: string): Promise<readonly string[]> => {
  const at = `/v1/customers/${customerId}`;
  const [mfa, score, verdicts] = await Promise.all([
    get(`${at}/mfa`),
    get(`${at}/secure-score`),
    get(`${at}/verdicts`),
  ]);
  const { users, privileged, badge } = mfa;
  const open = verdicts.items
    // Every tenant but one has something left to gain; how much, the score says.
    .filter(
      ({ verdict, findingId }: Answer) =>
        verdict !== 'pass' && `${findingId} ${verdict}` !== 'secure-score.control-implemented warn',
    )
    .map(({ findingId, verdict }: Answer) => `${findingId.split('.')[1]}:${verdict}`)
    .toSorted();
  return [
    name,
    [users.of, users.registered, users.capable, users.enforced].map(shown).join(' '),
    [privileged.of, privileged.enforced].map(shown).join(' '),
    badge,
    shown(score.current),
    open.join(' '),
  ];
};

describe('the demo book, read by the stack', () => {
  it('is read whole: eleven tenants finish, the one with the expired secret fails', () => {
    expect(posture).toEqual({ scheduled: 12, finished: 11, failed: 1, skipped: 0 });
    expect(communications).toEqual({ scheduled: 1, finished: 1, failed: 0, skipped: 0 });
  });

  it.each(truths.map((row) => [row[0] ?? '', row] as const))(
    'comes out at %s as its file states',
    async (name, row) => {
      const customerId = (await customerIds()).get(name) ?? '';
      expect(await asRow(name, customerId)).toEqual(row);
    },
  );

  it('has one line a customer, the worst first and the quiet ones last', async () => {
    const { items } = await get('/v1/book/customers?limit=100');
    expect(items).toHaveLength(12);
    expect(items[0].name).toBe('Marlowe Dental Care');
  });

  it('keeps 38 messages and 12 meetings, and shows the member the 23 that they took part in', async () => {
    const count = { messages: 0, events: 0, ofMember: 0 };
    for (const customerId of (await customerIds()).values()) {
      const list = async (name: string, token?: string) =>
        (await get(`/v1/customers/${customerId}/${name}?limit=100`, token)).items.length;
      count.messages += await list('messages');
      count.events += await list('events');
      count.ofMember += await list('messages', tokens.member);
    }
    expect(count).toEqual({ messages: 38, events: 12, ofMember: 23 });
  });

  it('asked Microsoft to change nothing, and never came back too early', () => {
    const { writes, insideRetryAfterRequests, throttled } = microsoft.counters();
    expect({ writes, insideRetryAfterRequests }).toEqual({ writes: 0, insideRetryAfterRequests: [] });
    expect(throttled).toBe(3);
  });
});
