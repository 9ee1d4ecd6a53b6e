import { describe, expect, it } from 'vitest';
import { type FakeFunctions, failingWith, runMachine } from '#test/support/run-machine.ts';

const reference = (at: number) => ({ mspId: 'msp', connectionId: `con${at}`, tenantId: `tenant${at}` });
const finished = { Status: 'SUCCEEDED', Output: '{"outcome":"finished"}', Name: 'child', BillingDetails: {} };
const counts = { bookRunId: 'execution-1', kind: 'posture', scheduled: 3, finished: 3, failed: 0, skipped: 0 };

const functions = (own: FakeFunctions = {}): FakeFunctions => ({
  'list-connections': ({ page }: { page: number }) =>
    page === 0
      ? { page, items: [reference(1), reference(2)], more: true }
      : { page, items: [reference(3)], more: false },
  'tenant-posture': () => finished,
  'tenant-communications': () => finished,
  'tally-page': ({ page }: { page: number }) => ({ page: page + 1 }),
  'finish-book': () => counts,
  ...own,
});

const runBook = (own: FakeFunctions = {}, kind = 'posture') => runMachine('book-sync', { kind }, functions(own));

describe('book-sync', () => {
  it('goes through every page, one child a tenant, and answers with the sum', async () => {
    const { output, callsOf } = await runBook();
    expect(output).toEqual(counts);
    expect(callsOf('list-connections')).toEqual([
      { kind: 'posture', bookRunId: 'execution-1', page: 0 },
      { kind: 'posture', bookRunId: 'execution-1', page: 1 },
    ]);
    expect(callsOf('tenant-posture')).toEqual([1, 2, 3].map((at) => ({ ...reference(at), trigger: 'schedule' })));
    expect(callsOf('tally-page')).toEqual([
      {
        kind: 'posture',
        bookRunId: 'execution-1',
        page: 0,
        outcomes: [{ outcome: 'finished' }, { outcome: 'finished' }],
      },
      { kind: 'posture', bookRunId: 'execution-1', page: 1, outcomes: [{ outcome: 'finished' }] },
    ]);
    expect(callsOf('finish-book')).toEqual([{ kind: 'posture', bookRunId: 'execution-1' }]);
  });

  it('starts the machine of its kind', async () => {
    const { callsOf } = await runBook({}, 'communications');
    expect(callsOf('tenant-communications')).toHaveLength(3);
    expect(callsOf('tenant-posture')).toEqual([]);
  });

  it('counts a tenant whose machine fails, runs out of time or cannot be started, and goes on', async () => {
    const children: Record<string, () => unknown> = {
      con1: () => ({ Status: 'FAILED', Error: 'States.Runtime' }),
      con2: () => ({ Status: 'TIMED_OUT' }),
      con3: failingWith('Sfn.StateMachineDoesNotExistException'),
    };
    const { callsOf } = await runBook({
      'tenant-posture': ({ connectionId }: { connectionId: string }) => children[connectionId]?.(),
    });
    const outcomes = callsOf('tally-page').flatMap((tally) => (tally as { outcomes: unknown[] }).outcomes);
    expect(outcomes).toEqual([{ outcome: 'failed' }, { outcome: 'failed' }, { outcome: 'failed' }]);
  });

  it('ends well where nothing is due', async () => {
    const { output, callsOf } = await runBook({
      'list-connections': ({ page }: { page: number }) => ({ page, items: [], more: false }),
    });
    expect(output).toEqual(counts);
    expect(callsOf('tally-page')).toEqual([{ kind: 'posture', bookRunId: 'execution-1', page: 0, outcomes: [] }]);
  });

  it.each(['list-connections', 'tally-page', 'finish-book'])('fails, and shows it, where %s cannot', async (name) => {
    await expect(runBook({ [name]: failingWith('Internal') })).rejects.toThrow();
  });
});
