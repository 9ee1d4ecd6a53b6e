import { describe, expect, it } from 'vitest';
import { type FakeFunctions, failingWith, runMachine } from '#test/support/run-machine.ts';

const input = { mspId: 'msp', connectionId: 'con', tenantId: 'tenant', trigger: 'schedule' };
const run = { mspId: 'msp', connectionId: 'con', tenantId: 'tenant', runId: 'run', fence: 3 };
const done = { status: 'done', resumeAfterSeconds: 0, waitedSeconds: 0 };
const lane = (...surfaceIds: string[]) => ({
  reads: surfaceIds.map((surfaceId) => ({ target: { surfaceId }, needs: surfaceId === 'd' ? ['c'] : [] })),
});
const planned = (...lanes: unknown[]) => ({ outcome: 'planned', run, lanes, isProbeDue: false });

const functions = (own: FakeFunctions = {}): FakeFunctions => ({
  'plan-tenant': () => planned(lane('a', 'b'), lane('c'), lane('d')),
  'surface-a': () => done,
  'surface-b': () => done,
  'surface-c': () => done,
  'surface-d': () => done,
  'mark-surface': () => ({ state: 'failed' }),
  'evaluate-tenant': () => ({ opened: 0, resolved: 0, reopened: 0, unchanged: 0 }),
  'finish-run': () => ({ outcome: 'finished' }),
  ...own,
});

const runTenant = (own: FakeFunctions = {}) => runMachine('tenant-posture', input, functions(own));

describe('tenant-posture', () => {
  it('plans, reads lane by lane, judges and finishes', async () => {
    const { output, calls, callsOf } = await runTenant();
    expect(output).toEqual({ outcome: 'finished' });
    expect(callsOf('plan-tenant')).toEqual([{ kind: 'posture', execution: 'execution-1', tenant: input }]);
    expect(callsOf('surface-a')).toEqual([{ run, target: { surfaceId: 'a' }, needs: [], waitedSeconds: 0 }]);
    const names = calls.map(({ name }) => name);
    expect(names.indexOf('surface-b')).toBeGreaterThan(names.indexOf('surface-a'));
    expect(callsOf('surface-d')).toEqual([{ run, target: { surfaceId: 'd' }, needs: ['c'], waitedSeconds: 0 }]);
    expect(names.slice(-2)).toEqual(['evaluate-tenant', 'finish-run']);
    expect(callsOf('evaluate-tenant')).toEqual([run]);
    expect(callsOf('finish-run')).toEqual([{ kind: 'posture', run, completed: true }]);
  });

  it('asks for a mailbox off the list after reading and before judging, where the plan says so', async () => {
    const due = { ...planned(lane('a')), isProbeDue: true };
    const { output, calls, callsOf } = await runTenant({
      'plan-tenant': () => due,
      'probe-mailbox': () => ({ outcome: 'refused' }),
    });
    expect(output).toEqual({ outcome: 'finished' });
    expect(callsOf('probe-mailbox')).toEqual([run]);
    expect(calls.map(({ name }) => name)).toEqual([
      'plan-tenant',
      'surface-a',
      'probe-mailbox',
      'evaluate-tenant',
      'finish-run',
    ]);
    expect((await runTenant()).callsOf('probe-mailbox')).toEqual([]);
  });

  it.each(['StoreUnavailable', 'Fenced', 'States.Timeout'])(
    'judges and finishes though the probe fails with %s',
    async (name) => {
      const { output, callsOf } = await runTenant({
        'plan-tenant': () => ({ ...planned(), isProbeDue: true }),
        'probe-mailbox': failingWith(name),
      });
      expect(output).toEqual({ outcome: 'finished' });
      expect(callsOf('evaluate-tenant')).toEqual([run]);
    },
  );

  it('reads a lane in its order, one after the other, while another lane goes on', async () => {
    const open: string[] = [];
    let concurrent = 0;
    const slowly = (id: string) => async () => {
      open.push(id);
      concurrent = Math.max(concurrent, open.length);
      expect(open).not.toEqual(expect.arrayContaining(['a', 'b']));
      await new Promise((resolve) => setTimeout(resolve, 30));
      open.splice(open.indexOf(id), 1);
      return done;
    };
    await runTenant({ 'surface-a': slowly('a'), 'surface-b': slowly('b'), 'surface-c': slowly('c') });
    expect(concurrent).toBe(2); // d answers at once
  });

  it('waits as long as a throttled surface says, and asks it again with what was waited', async () => {
    let asked = 0;
    const answers = [{ status: 'paused', resumeAfterSeconds: 40, waitedSeconds: 40 }, done];
    const { output, callsOf } = await runTenant({ 'surface-a': () => answers[asked++] });
    expect(output).toEqual({ outcome: 'finished' });
    expect(callsOf('surface-a')).toEqual([
      { run, target: { surfaceId: 'a' }, needs: [], waitedSeconds: 0 },
      { run, target: { surfaceId: 'a' }, needs: [], waitedSeconds: 40 },
    ]);
    expect(callsOf('mark-surface')).toEqual([]);
  });

  it('waits for the facts of another lane without counting it as a pause, while the other lanes go on', async () => {
    let asked = 0;
    const answers = [{ status: 'waiting', resumeAfterSeconds: 1, waitedSeconds: 0 }, done];
    const { output, calls, callsOf } = await runTenant({ 'surface-d': () => answers[asked++] });
    expect(output).toEqual({ outcome: 'finished' });
    expect(callsOf('surface-d')).toHaveLength(2);
    expect(calls.map(({ name }) => name).lastIndexOf('surface-d')).toBeGreaterThan(
      calls.map(({ name }) => name).indexOf('surface-b'),
    );
  });

  it('reads every other lane while one is paused', async () => {
    let asked = 0;
    const answers = [{ status: 'paused', resumeAfterSeconds: 40, waitedSeconds: 40 }, done];
    const { calls } = await runTenant({ 'surface-a': () => answers[asked++] });
    const names = calls.map(({ name }) => name);
    expect(names.lastIndexOf('surface-a')).toBeGreaterThan(names.indexOf('surface-d'));
  });

  it('goes on without a surface that was put off', async () => {
    const deferred = { status: 'deferred', resumeAfterSeconds: 0, waitedSeconds: 0 };
    const { output, callsOf } = await runTenant({ 'surface-a': () => deferred });
    expect(output).toEqual({ outcome: 'finished' });
    expect(callsOf('surface-a')).toHaveLength(1);
    expect(callsOf('surface-b')).toHaveLength(1);
  });

  it('marks a surface that fails by the name of its failure, and goes on with the lane', async () => {
    const { output, callsOf } = await runTenant({ 'surface-a': failingWith('MicrosoftRefused') });
    expect(output).toEqual({ outcome: 'finished' });
    expect(callsOf('mark-surface')).toEqual([{ run, target: { surfaceId: 'a' }, error: 'MicrosoftRefused' }]);
    expect(callsOf('surface-b')).toHaveLength(1);
    expect(callsOf('finish-run')).toEqual([{ kind: 'posture', run, completed: true }]);
  });

  it('tries a surface again when the failure may pass', async () => {
    let asked = 0;
    const once = () => (asked++ === 0 ? failingWith('StoreUnavailable')() : done);
    const { callsOf } = await runTenant({ 'surface-a': once });
    expect(callsOf('surface-a')).toHaveLength(2);
    expect(callsOf('mark-surface')).toEqual([]);
  });

  it('goes on even where a failure cannot be recorded', async () => {
    const { output, callsOf } = await runTenant({
      'surface-a': failingWith('MicrosoftRefused'),
      'mark-surface': failingWith('Fenced'),
    });
    expect(output).toEqual({ outcome: 'finished' });
    expect(callsOf('surface-b')).toHaveLength(1);
  });

  it('records nothing of a surface when a newer run has taken over', async () => {
    const { callsOf } = await runTenant({ 'surface-a': failingWith('Fenced') });
    expect(callsOf('mark-surface')).toEqual([]);
  });

  it('finishes a run that could not be judged as not completed', async () => {
    const { output, callsOf } = await runTenant({
      'evaluate-tenant': failingWith('Internal'),
      'finish-run': ({ completed }: { completed: boolean }) => ({ outcome: completed ? 'finished' : 'failed' }),
    });
    expect(callsOf('finish-run')).toEqual([{ kind: 'posture', run, completed: false }]);
    expect(output).toEqual({ outcome: 'failed' });
  });

  it('judges although nothing was due', async () => {
    const { output, callsOf } = await runTenant({ 'plan-tenant': () => planned() });
    expect(output).toEqual({ outcome: 'finished' });
    expect(callsOf('evaluate-tenant')).toEqual([run]);
  });

  it.each([
    ['another run holds the tenant', () => ({ outcome: 'skipped' }), 'skipped'],
    ['the plan cannot be made', failingWith('Internal'), 'failed'],
  ])('ends at once where %s', async (_because, planTenant, outcome) => {
    const { output, calls } = await runTenant({ 'plan-tenant': planTenant });
    expect(output).toEqual({ outcome });
    expect(calls.map(({ name }) => name)).toEqual(['plan-tenant']);
  });

  it('judges a run that Microsoft refuses, too: the credential is a finding, and the rest is stale', async () => {
    const { output, calls, callsOf } = await runTenant({ 'plan-tenant': () => ({ outcome: 'refused', run }) });
    expect(output).toEqual({ outcome: 'failed' });
    expect(calls.map(({ name }) => name)).toEqual(['plan-tenant', 'evaluate-tenant']);
    expect(callsOf('evaluate-tenant')).toEqual([run]);
  });

  it('carries ids and small statuses only, whatever the functions answer', async () => {
    const long = 'x'.repeat(5_000);
    const { output, callsOf } = await runTenant({
      'surface-a': () => ({ ...done, subject: long }),
      'evaluate-tenant': () => ({ judged: long }),
      'finish-run': () => ({ outcome: 'finished', note: long }),
    });
    expect(JSON.stringify(output).length).toBeLessThanOrEqual(64);
    expect(JSON.stringify(callsOf('finish-run')).length).toBeLessThan(500);
  });
});
