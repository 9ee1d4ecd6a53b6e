import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSurface } from '#shared/collecting/read-surface.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { RunRef } from '#shared/kernel/run.ts';
import { connections } from '#shared/store/connection-store.ts';
import type { AnySurface, PreviousSnapshot } from '#shared/surfaces/define-surface.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { newConnection, runId, runOf, tenantScope } from '#test/support/numbered-tenants.ts';
import { fakeMicrosoft, testCollecting, testSurface } from '#test/support/test-collecting.ts';

describe('an incremental surface', () => {
  let dynamoDb: TestDynamoDb;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
  });
  afterAll(() => dynamoDb.stop());

  let tenants = 0;
  const tenant = async () => {
    tenants += 1;
    const number = tenants;
    const scope = tenantScope(number);
    await connections(dynamoDb.table).create(scope, newConnection(number));
    const collecting = testCollecting(dynamoDb.table, fakeMicrosoft());
    const given: PreviousSnapshot<unknown>[] = [];
    /** Yields the facts it is given, and records the contexts it receives. */
    const surfaceYielding = (facts: readonly object[], own: Partial<AnySurface> = {}, isCut = false): AnySurface =>
      testSurface({
        isIncremental: true,
        async *read({ previous }) {
          if (previous !== undefined) given.push(previous);
          yield facts;
          if (isCut) throw new Error('cut');
        },
        ...own,
      });
    const { connectionId, tenantId } = runOf(number);
    const claim = { connectionId, runId: runId(1), execution: 'execution-1' };
    const { fence } = await collecting.leases.acquire(scope, 'posture', claim);
    await collecting.runs.start(scope, { ...claim, tenantId, kind: 'posture', trigger: 'schedule' });
    const run: RunRef = runOf(number, fence, 1);
    const read = (surface: AnySurface) =>
      readSurface(surface, scope, { run, target: { surfaceId: 'things' }, needs: [], waitedSeconds: 0 }, collecting);
    return { given, surfaceYielding, read };
  };
  const [a, b] = [
    { id: 'a', value: 1 },
    { id: 'b', value: 1 },
  ];

  it('receives nothing on the first read, then the stored facts and the start of the last complete read', async () => {
    const { given, surfaceYielding, read } = await tenant();
    await read(surfaceYielding([a, b]));
    const firstAt = dynamoDb.table.clock.now();
    await read(surfaceYielding([b]));
    await read(surfaceYielding([b]));
    expect(given).toEqual([
      { facts: [], completeAt: undefined },
      { facts: [a, b], completeAt: firstAt },
      { facts: [b], completeAt: firstAt },
    ]);
  });

  it('receives the facts of an incomplete read, and no cursor', async () => {
    const { given, surfaceYielding, read } = await tenant();
    const many = Array.from({ length: 45 }, (_, at) => ({ id: `thing-${at}`, value: 1 }));
    await expect(read(surfaceYielding(many, {}, true))).rejects.toThrow('cut');
    await read(surfaceYielding([]));
    expect(given[1]?.completeAt).toBeUndefined();
    expect(given[1]?.facts).toHaveLength(40);
  });

  it('receives no cursor after a refusal where the read before it left something out', async () => {
    const { given, surfaceYielding, read } = await tenant();
    const withoutOne = surfaceYielding([], {
      async *read({ graph }) {
        graph.leftOut.record('name');
        yield [a];
      },
    });
    const refused = surfaceYielding([], {
      read: () => {
        throw new AppError('NeedsAccess', 'no');
      },
    });
    await read(withoutOne);
    await read(refused);
    await read(surfaceYielding([b]));
    expect(given).toEqual([{ facts: [a], completeAt: undefined }]);
  });

  it('reads everything again when the fact version changed', async () => {
    const { given, surfaceYielding, read } = await tenant();
    await read(surfaceYielding([a]));
    await read(surfaceYielding([a], { factVersion: 2 }));
    expect(given[1]).toEqual({ facts: [], completeAt: undefined });
  });

  it('receives nothing where it is not declared incremental', async () => {
    const { given, surfaceYielding, read } = await tenant();
    await read(surfaceYielding([a]));
    const { isIncremental: _, ...notIncremental } = surfaceYielding([a]);
    await read(notIncremental);
    expect(given).toHaveLength(1);
  });
});
