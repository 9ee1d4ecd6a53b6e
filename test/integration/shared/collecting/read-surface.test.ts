import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readSurface } from '#shared/collecting/read-surface.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { type RunRef, readDeadlineSeconds } from '#shared/kernel/run.ts';
import { connections } from '#shared/store/connection-store.ts';
import type { AnySurface, ReadContext } from '#shared/surfaces/define-surface.ts';
import { recordsOf } from '#shared/surfaces/records.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { newConnection, runId, runOf, tenantScope } from '#test/support/numbered-tenants.ts';
import { type FakeMicrosoft, fakeMicrosoft, testCollecting, testSurface } from '#test/support/test-collecting.ts';

const thing = (id: string, value: unknown = 1) => ({ id, value });
const throttled = (retryAfterSeconds?: number) =>
  new AppError('MicrosoftThrottled', 'wait', retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
const done = { status: 'done', resumeAfterSeconds: 0, waitedSeconds: 0 };

describe('reading a surface', () => {
  let dynamoDb: TestDynamoDb;
  let tenants = 0;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
  });
  afterAll(() => dynamoDb.stop());

  /** A tenant of its own with a connection, and a run that holds its lease. */
  const tenant = async (microsoft: Partial<FakeMicrosoft> = {}) => {
    tenants += 1;
    const number = tenants;
    const scope = tenantScope(number);
    await connections(dynamoDb.table).create(scope, newConnection(number));
    const fake = fakeMicrosoft(microsoft);
    const collecting = testCollecting(dynamoDb.table, fake);
    const begin = async (attempt = 1): Promise<RunRef> => {
      const { connectionId, tenantId } = runOf(number);
      const wanted = { connectionId, runId: runId(attempt), execution: `execution-${attempt}` };
      const { fence } = await collecting.leases.acquire(scope, 'posture', wanted);
      await collecting.runs.start(scope, { ...wanted, tenantId, kind: 'posture', trigger: 'schedule' });
      return runOf(number, fence, attempt);
    };
    const run = await begin();
    const target = { surfaceId: 'things' };
    return {
      scope,
      fake,
      collecting,
      run,
      begin,
      read: (surface: AnySurface = testSurface(), { waitedSeconds = 0, by = run, needs = [] as string[] } = {}) =>
        readSurface(surface, scope, { run: by, target, needs, waitedSeconds }, collecting),
      stored: () => collecting.facts.ofSurface(scope, 'things'),
      state: async () => (await collecting.states.ofTarget(scope, target)).state,
      progress: async () => (await collecting.runs.get(scope, run.runId))?.surfaces['things'],
    };
  };

  it('stores facts, a state and progress', async () => {
    const { read, stored, state, progress } = await tenant({ answers: { '/things': [thing('a'), thing('b')] } });
    expect(await read()).toEqual(done);
    expect(await stored()).toEqual([thing('a'), thing('b')]);
    expect(await state()).toEqual({ state: 'ok', dataAsOf: dynamoDb.table.clock.now().toISOString() });
    expect(await progress()).toMatchObject({ state: 'ok', read: 2, written: 2, requests: 1 });
  });

  it('waits until the surfaces have ended whose facts it needs, and sends nothing before', async () => {
    const { read, fake, scope, run, collecting } = await tenant({ answers: { '/things': [thing('a')] } });
    const progress = { read: 0, written: 0, requests: 0, seconds: 0 };
    const record = (surfaceId: string, state: string) =>
      collecting.runs.recordProgress(scope, run.runId, { surfaceId }, { state, ...progress });
    const needs = ['users', 'licenses'];
    const waiting = { status: 'waiting', resumeAfterSeconds: 1, waitedSeconds: 7 };
    expect(await read(testSurface(), { needs, waitedSeconds: 7 })).toEqual(waiting);
    await record('users', 'ok');
    await record('licenses', 'paused');
    expect(await read(testSurface(), { needs, waitedSeconds: 7 })).toEqual(waiting);
    expect(fake.sent).toEqual([]);
    await record('licenses', 'failed');
    expect(await read(testSurface(), { needs })).toEqual(done);
  });

  it('is partial when a record is left out of its list, and reads the list as a whole until none is', async () => {
    const since: (Date | undefined)[] = [];
    const incremental = testSurface({
      isIncremental: true,
      async *read({ graph, previous }: ReadContext) {
        since.push(previous?.completeAt);
        yield* recordsOf(graph, { path: '/things' }, z.object({ id: z.string(), value: z.unknown() }));
      },
    });
    const { read, state, stored, fake } = await tenant({ answers: { '/things': [thing('a'), { id: 7 }] } });
    await read(incremental);
    expect(await state()).toMatchObject({ state: 'partial', unread: { count: 1, part: 'record' } });
    expect(await stored()).toEqual([thing('a')]);
    fake.answers = { '/things': [thing('a'), thing('b')] };
    await read(incremental);
    expect(await state()).toMatchObject({ state: 'ok' });
    await read(incremental);
    expect(since.map((at) => at !== undefined)).toEqual([false, false, true]);
  });

  it('is partial when facts mark parts that could not be read, with their number and what they need', async () => {
    const withParts = testSurface({
      parts: {
        part: 'policy',
        isUnread: ({ value }) => value === 'unread',
        needsOf: ({ value }) => (value === 'unread' ? ['Directory.Read.All'] : []),
      },
    });
    const { read, state, progress, fake } = await tenant({
      answers: { '/things': [thing('a'), thing('b', 'unread')] },
    });
    await read(withParts);
    expect(await state()).toEqual({
      state: 'partial',
      unread: { count: 1, part: 'policy' },
      needs: ['Directory.Read.All'],
      dataAsOf: dynamoDb.table.clock.now().toISOString(),
    });
    expect(await progress()).toMatchObject({ state: 'partial', read: 2 });
    fake.answers = { '/things': [thing('a'), thing('b')] };
    await read(withParts);
    expect(await state()).toMatchObject({ state: 'ok' });
  });

  it('does not count a part of an account that was deleted since', async () => {
    const ofUsers = testSurface({
      fact: z.object({ userId: z.string(), refused: z.boolean() }),
      identify: ({ userId }) => userId,
      audience: 'mailboxes-without-purpose',
      completeness: 'merge',
      parts: { part: 'mailbox', isUnread: ({ refused }) => refused },
      async *read() {
        yield ['there', 'deleted'].map((userId) => ({ userId, refused: true }));
      },
    });
    const { read, state, collecting, scope, run } = await tenant();
    const users = collecting.facts.write(scope, {
      surfaceId: 'users',
      factVersion: 1,
      completeness: 'replace',
      fence: run.fence,
    });
    await users.add('there', { userId: 'there', userType: 'member', mail: null });
    await users.complete();
    await read(ofUsers);
    expect(await state()).toMatchObject({ state: 'partial', unread: { count: 1 } });
  });

  it('uses the next access option where scopes do not permit the first, and where Graph refuses it', async () => {
    const slowly = { '/things/slowly': [thing('slow')] };
    const byScope = await tenant({ roles: ['Directory.Read.All'], answers: slowly });
    await byScope.read();
    expect(byScope.fake.sent).toEqual(['/things/slowly']);
    const refused = new AppError('NeedsAccess', 'no', { needs: ['Policy.Read.All'] });
    const byGraph = await tenant({
      roles: ['Policy.Read.All', 'Directory.Read.All'],
      answers: { '/things': refused, ...slowly },
    });
    await byGraph.read();
    expect(byGraph.fake.sent).toEqual(['/things', '/things/slowly']);
    expect(await byGraph.state()).toMatchObject({ state: 'ok' });
  });

  it.each([
    ['NeedsAccess', 'needs-access'],
    ['NeedsLicense', 'needs-license'],
  ] as const)('does not fail when Graph answers %s: the surface is %s, and its facts stay', async (code, state) => {
    const one = await tenant({ answers: { '/things': [thing('a')] } });
    await one.read();
    one.fake.answers = { '/things': new AppError(code, 'no', { needs: ['That'] }) };
    expect(await one.read()).toEqual(done);
    expect(await one.state()).toMatchObject({ state, needs: ['That'], dataAsOf: expect.any(String) });
    expect(await one.stored()).toEqual([thing('a')]);
  });

  it('sends nothing where no scope permits an access option', async () => {
    const { read, state, fake } = await tenant({ roles: [] });
    await read();
    expect(await state()).toMatchObject({ state: 'needs-access', needs: ['Policy.Read.All'], dataAsOf: null });
    expect(fake.sent).toEqual([]);
  });

  it('returns paused for a short wait, and sends nothing before it is over', async () => {
    const { read, fake, state, progress } = await tenant({ answers: { '/things': throttled(20) } });
    expect(await read()).toEqual({ status: 'paused', resumeAfterSeconds: 21, waitedSeconds: 21 });
    expect(await progress()).toMatchObject({ state: 'paused' });
    expect(await state()).toMatchObject({ state: 'never-read' });
    fake.answers = { '/things': [thing('a')] };
    dynamoDb.table.clock.advanceSeconds(10);
    expect(await read(testSurface(), { waitedSeconds: 21 })).toMatchObject({
      status: 'paused',
      resumeAfterSeconds: 11,
    });
    expect(fake.sent).toEqual(['/things']);
    dynamoDb.table.clock.advanceSeconds(11);
    expect(await read(testSurface(), { waitedSeconds: 32 })).toMatchObject({ status: 'done' });
  });

  it('returns paused for a wait that exceeds the time of its Lambda', async () => {
    const { read } = await tenant({ answers: { '/things': throttled(57) } });
    expect(await read()).toEqual({ status: 'paused', resumeAfterSeconds: 58, waitedSeconds: 58 });
  });

  it('is deferred where all its pauses exceed the limit of a run', async () => {
    const { read, state, collecting, scope } = await tenant({ answers: { '/things': throttled(20) } });
    expect(await read(testSurface(), { waitedSeconds: 45 })).toMatchObject({ status: 'deferred' });
    expect(await state()).toMatchObject({ state: 'stale', code: 'MicrosoftThrottled', dataAsOf: null });
    const { resumeAt } = await collecting.states.ofTarget(scope, { surfaceId: 'things' });
    expect(resumeAt).toBe(new Date(dynamoDb.table.clock.now().getTime() + 21_000).toISOString());
  });

  it('is deferred at once by an hour of throttling, and reads again after it', async () => {
    const { read, fake, begin } = await tenant({ answers: { '/things': throttled(3600) } });
    expect(await read()).toMatchObject({ status: 'deferred' });
    fake.answers = { '/things': [thing('a')] };
    dynamoDb.table.clock.advanceSeconds(1800);
    expect(await read(testSurface(), { by: await begin(2) })).toMatchObject({ status: 'deferred' });
    dynamoDb.table.clock.advanceSeconds(1801);
    expect(await read(testSurface(), { by: await begin(3) })).toMatchObject({ status: 'done' });
    expect(fake.sent).toEqual(['/things', '/things']);
  });

  it('removes nothing when it is throttled on a later page', async () => {
    const one = await tenant({ answers: { '/things': [thing('a'), thing('b')] } });
    await one.read();
    const halfWay = testSurface({
      async *read() {
        yield [thing('a', 'new')];
        throw throttled(5);
      },
    });
    expect(await one.read(halfWay)).toMatchObject({ status: 'paused' });
    expect((await one.stored()).map((fact) => (fact as { id: string }).id)).toEqual(['a', 'b']);
  });

  it('throws any other failure by its code', async () => {
    const { read, state } = await tenant({ answers: { '/things': new AppError('MicrosoftUnavailable', 'down') } });
    await expect(read()).rejects.toMatchObject({ name: 'MicrosoftUnavailable' });
    expect(await state()).toMatchObject({ state: 'never-read' });
  });

  it('refuses a run that lost the lease of its tenant, before anything is sent', async () => {
    const { read, begin, fake } = await tenant({ answers: { '/things': [thing('a')] } });
    dynamoDb.table.clock.advanceSeconds(3600);
    await begin(2);
    await expect(read()).rejects.toMatchObject({ code: 'Fenced' });
    expect(fake.sent).toEqual([]);
  });

  it('starts nothing when the time of its run is nearly over', async () => {
    const { read, fake, state } = await tenant();
    dynamoDb.table.clock.advanceSeconds(readDeadlineSeconds);
    expect(await read()).toMatchObject({ status: 'deferred' });
    expect(fake.sent).toEqual([]);
    expect(await state()).toMatchObject({ state: 'stale', code: 'OutOfTime' });
  });

  it('stops a read that exceeds its time, and removes nothing', async () => {
    const one = await tenant({ answers: { '/things': [thing('a'), thing('b')] } });
    await one.read();
    const endless = testSurface({
      timeoutSeconds: 30,
      async *read() {
        for (let at = 0; ; at += 1) {
          dynamoDb.table.clock.advanceSeconds(10);
          yield [thing(`new-${at}`)];
        }
      },
    });
    expect(await one.read(endless)).toMatchObject({ status: 'deferred' });
    expect((await one.stored()).length).toBeGreaterThanOrEqual(2);
    expect(await one.state()).toMatchObject({ state: 'stale', dataAsOf: expect.any(String) });
  });

  it('stops at a fact that does not match the schema of the surface', async () => {
    const { read } = await tenant({ answers: { '/things': [{ value: 'no id' }] } });
    await expect(read()).rejects.toThrow();
  });

  it('reports a missing plan instead of a missing scope once the licenses were read', async () => {
    const needsPlan = testSurface({
      accessOptions: [{ name: 'fast', scopes: [['Policy.Read.All']], plans: ['AAD_PREMIUM'] }],
    });
    const { read, state, collecting, scope, run } = await tenant({ roles: [] });
    const target = { surfaceId: 'licenses' };
    await collecting.states.record(
      scope,
      target,
      { state: { state: 'ok', dataAsOf: '2026-11-22T00:00:00.000Z' } },
      run.fence,
    );
    await read(needsPlan);
    expect(await state()).toMatchObject({ state: 'needs-license', needs: ['AAD_PREMIUM'] });
  });

  it('tries the read where the plans are not known', async () => {
    const needsPlan = testSurface({
      accessOptions: [{ name: 'fast', scopes: [['Policy.Read.All']], plans: ['AAD_PREMIUM'] }],
    });
    const { read, fake, state } = await tenant({ answers: { '/things': [thing('a')] } });
    await read(needsPlan);
    expect(fake.sent).toEqual(['/things']);
    expect(await state()).toMatchObject({ state: 'ok' });
  });
});
