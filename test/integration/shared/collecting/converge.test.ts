import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSurface } from '#shared/collecting/read-surface.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import { connections } from '#shared/store/connection-store.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { newConnection, runId, runOf, tenantScope } from '#test/support/numbered-tenants.ts';
import { fakeMicrosoft, testCollecting, testSurface } from '#test/support/test-collecting.ts';

/**
 * What the directory contains at a run, where the run stops, and whether it is slow, so that the next run starts while
 * it still reads.
 */
interface Attempt {
  readonly directory: Readonly<Record<string, number>>;
  readonly crashAfter: number | null;
  readonly isSlow: boolean;
}

const attempt = fc.record({
  directory: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 2 })),
  crashAfter: fc.option(fc.integer({ min: 0, max: 4 }), { freq: 2 }),
  isSlow: fc.boolean(),
});
const expired = 3600;
/**
 * More facts than one transaction holds: a slow run has claimed the surface and written some when the next one starts,
 * and continues after it.
 */
const pageOf = (letter: string, value: number) =>
  Array.from({ length: 42 }, (_, at) => ({ id: `${letter}${String(at).padStart(2, '0')}`, value }));

let dynamoDb: TestDynamoDb;
beforeAll(async () => {
  dynamoDb = await startDynamoDb();
});
afterAll(() => dynamoDb.stop());

it('stores the facts of the last complete run after any sequence of crashed, repeated and overlapping runs', async () => {
  let tenants = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(attempt, { minLength: 1, maxLength: 5 }), async (attempts) => {
      tenants += 1;
      const number = tenants;
      const scope = tenantScope(number);
      await connections(dynamoDb.table).create(scope, newConnection(number));
      const collecting = testCollecting(dynamoDb.table, fakeMicrosoft());

      const begin = async (name: number) => {
        const { connectionId, tenantId } = runOf(number);
        const wanted = { connectionId, runId: runId(name), execution: `execution-${name}` };
        const { fence } = await collecting.leases.acquire(scope, 'posture', wanted);
        await collecting.runs.start(scope, { ...wanted, tenantId, kind: 'posture', trigger: 'schedule' });
        return runOf(number, fence, name);
      };
      const read = async (
        run: ReturnType<typeof runOf>,
        { directory, crashAfter }: Attempt,
        hold?: () => Promise<void>,
      ) => {
        const surface = testSurface({
          async *read() {
            let at = 0;
            for (const [id, value] of Object.entries(directory)) {
              if (crashAfter !== null && at >= crashAfter) throw new Error('the Lambda crashed');
              yield pageOf(id, value);
              at += 1;
              await hold?.();
            }
          },
        });
        const task = { run, target: { surfaceId: 'things' }, needs: [], waitedSeconds: 0 };
        await readSurface(surface, scope, task, collecting).catch((error: unknown) => {
          const isExpected =
            isAppError(error, 'Fenced') || (error instanceof Error && error.message.includes('crashed'));
          if (!isExpected) throw error;
        });
      };

      const late: (() => Promise<void>)[] = [];
      for (const [name, each] of attempts.entries()) {
        const run = await begin(name + 1);
        if (each.isSlow) {
          const [held, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
          const pendingRead = read(run, each, () => {
            held.resolve();
            return released.promise;
          });
          await Promise.race([held.promise, pendingRead]);
          late.push(() => {
            released.resolve();
            return pendingRead;
          });
        } else {
          await read(run, each);
          await read(run, each); // at least once: the state machine may invoke it again
        }
        dynamoDb.table.clock.advanceSeconds(expired);
      }
      const last = { directory: { x: 1, a: 9 }, crashAfter: null, isSlow: false };
      const run = await begin(99);
      await read(run, last);
      for (const finish of late) await finish();

      const stored = await collecting.facts.ofSurface(scope, 'things');
      expect(stored).toEqual([...pageOf('a', 9), ...pageOf('x', 1)]);
      expect((await collecting.states.ofTarget(scope, { surfaceId: 'things' })).state.state).toBe('ok');
    }),
    { numRuns: 8 },
  );
});
