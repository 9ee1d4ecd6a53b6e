import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSurface } from '#shared/collecting/read-surface.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { connections } from '#shared/store/connection-store.ts';
import type { AnySurface, ReadContext } from '#shared/surfaces/define-surface.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { newConnection, runId, runOf, tenantScope } from '#test/support/numbered-tenants.ts';
import { user } from '#test/support/posture-facts.ts';
import { fakeMicrosoft, testCollecting, testSurface } from '#test/support/test-collecting.ts';

type End = 'complete' | 'out of time' | 'throttled' | 'failed' | 'refused';
const codes = { throttled: 'MicrosoftThrottled', failed: 'MicrosoftUnavailable', refused: 'NeedsAccess' } as const;

describe('a read per subject', () => {
  let dynamoDb: TestDynamoDb;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
  });
  afterAll(() => dynamoDb.stop());

  let tenants = 0;
  /**
   * A tenant with these users, and a surface that reads this many of them, three per page, before it ends in this way.
   */
  const tenant = async () => {
    tenants += 1;
    const number = tenants;
    const scope = tenantScope(number);
    const { clock } = dynamoDb.table;
    await connections(dynamoDb.table).create(scope, newConnection(number));
    const collecting = testCollecting(
      dynamoDb.table,
      fakeMicrosoft({ roles: ['Policy.Read.All', 'Directory.Read.All'] }),
    );
    let attempts = 0;
    const readIds: string[] = [];
    const surface = (count: number, end: End, own: Partial<AnySurface>): AnySurface =>
      testSurface({
        audience: 'mailboxes-without-purpose',
        accessOptions: [
          { name: 'fast', scopes: [['Policy.Read.All']], isPerSubject: true },
          { name: 'slow', scopes: [['Directory.Read.All']], isPerSubject: true },
        ],
        async *read({ audience, accessOption }: ReadContext) {
          for (let at = 0; at < Math.min(count, audience.length); at += 3) {
            const page = audience.slice(at, Math.min(at + 3, count)).map(({ id }) => id);
            readIds.push(...page);
            if (end === 'out of time' && at + 3 >= count) clock.advanceSeconds(600);
            yield page.map((id) => ({ id, value: accessOption }));
          }
          if (end !== 'complete' && end !== 'out of time')
            throw new AppError(codes[end], end, { retryAfterSeconds: 9 });
        },
        ...own,
      });
    return {
      readIds: () => readIds.splice(0),
      stored: async () => ((await collecting.facts.ofSurface(scope, 'things')) as { id: string }[]).map(({ id }) => id),
      state: async () => (await collecting.states.ofTarget(scope, { surfaceId: 'things' })).state,
      ids: (numbers: readonly number[]) => numbers.map((each) => user(each).userId).toSorted(),
      async audience(numbers: readonly number[]) {
        const { fence } = await collecting.leases.acquire(scope, 'posture', wanted());
        const writer = collecting.facts.write(scope, {
          ...{ surfaceId: 'users', factVersion: 1, fence, completeness: 'replace' },
        });
        for (const each of numbers) await writer.add(user(each).userId, user(each));
        await writer.complete();
        await collecting.leases.release(scope, 'posture', { fence });
      },
      async read(count: number, end: End, own: Partial<AnySurface> = {}) {
        const run = { ...wanted(), tenantId: runOf(number).tenantId };
        const { fence } = await collecting.leases.acquire(scope, 'posture', run);
        await collecting.runs.start(scope, { ...run, kind: 'posture', trigger: 'schedule' });
        const task = {
          run: runOf(number, fence, attempts),
          target: { surfaceId: 'things' },
          needs: [],
          waitedSeconds: 0,
        };
        try {
          return (await readSurface(surface(count, end, own), scope, task, collecting)).status;
        } catch (error) {
          return error instanceof AppError ? error.code : error;
        } finally {
          await collecting.leases.release(scope, 'posture', { fence });
          // Longer than any Retry-After of Microsoft.
          clock.advanceSeconds(60);
        }
      },
    };
    function wanted() {
      attempts += 1;
      return { connectionId: runOf(number).connectionId, runId: runId(attempts), execution: `execution-${attempts}` };
    }
  };
  const all = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

  it.each([
    ['out of time', 'deferred'],
    ['throttled', 'paused'],
    ['failed', 'MicrosoftUnavailable'],
  ] as const)('continues after its last subject where it ended %s, and is as old as its start', async (end, status) => {
    const { audience, read, readIds, ids, stored, state } = await tenant();
    await audience(all);
    const begunAt = dynamoDb.table.clock.now().toISOString();
    expect(await read(6, end)).toBe(status);
    expect(await stored()).toEqual(ids(all).slice(0, 6));
    expect((await state()).dataAsOf).toBeNull();
    expect(readIds()).toEqual(ids(all).slice(0, 6));

    expect(await read(10, 'complete')).toBe('done');
    expect(readIds()).toEqual(ids(all).slice(6));
    expect(await stored()).toEqual(ids(all));
    expect(await state()).toEqual({ state: 'ok', dataAsOf: begunAt });

    await read(10, 'complete');
    expect(readIds()).toEqual(ids(all));
  });

  it('reads subjects that joined before its position, and removes subjects that left after it', async () => {
    const { audience, read, readIds, ids, stored } = await tenant();
    await audience([2, 3, 4, 5, 6, 7]);
    await read(3, 'out of time');
    expect(readIds()).toEqual(ids([2, 3, 4]));
    await audience([1, 3, 4, 5, 6]);
    await read(10, 'complete');
    expect(readIds()).toEqual(ids([1, 5, 6]));
    expect(await stored()).toEqual(ids([1, 3, 4, 5, 6]));
  });

  it('starts over with another access option or fact version, after a week, and after a refusal', async () => {
    const { audience, read, readIds, ids } = await tenant();
    const cut = async (): Promise<void> => {
      await read(3, 'out of time');
      readIds();
    };
    await audience(all);
    await cut();
    await read(10, 'complete', { factVersion: 2 });
    expect(readIds()).toEqual(ids(all));
    await read(10, 'complete');
    await cut();
    await read(10, 'complete', {
      accessOptions: [{ name: 'slow', scopes: [['Directory.Read.All']], isPerSubject: true }],
    });
    expect(readIds()).toEqual(ids(all));
    await cut();
    dynamoDb.table.clock.advanceSeconds(7 * 86_400);
    await read(10, 'complete');
    expect(readIds()).toEqual(ids(all));
    await cut();
    const [fast] = testSurface().accessOptions;
    await read(0, 'refused', { accessOptions: [{ ...fast, isPerSubject: true }] });
    await read(10, 'complete');
    expect(readIds()).toEqual(ids(all));
  });

  it('does not resume a read that is not per subject', async () => {
    const { audience, read, readIds, ids } = await tenant();
    await audience(all);
    const [fast] = testSurface().accessOptions;
    await read(3, 'out of time', { accessOptions: [fast] });
    readIds();
    await read(10, 'complete', { accessOptions: [fast] });
    expect(readIds().toSorted()).toEqual(ids(all));
  });

  it('stores the same facts as an uninterrupted read, wherever it was interrupted', { timeout: 60_000 }, async () => {
    const cuts = fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 12 }),
        fc.constantFrom<End>('out of time', 'throttled', 'failed'),
        audiences(),
      ),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(cuts, audiences(), async (interruptedReads, last) => {
        const { audience, read, ids, stored } = await tenant();
        for (const [count, end, numbers] of interruptedReads) {
          await audience(numbers);
          await read(count, end);
        }
        await audience(last);
        expect(await read(99, 'complete')).toBe('done');
        expect(await stored()).toEqual(ids(last));
      }),
      { numRuns: 8 },
    );
  });
});

const audiences = () => fc.subarray([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
