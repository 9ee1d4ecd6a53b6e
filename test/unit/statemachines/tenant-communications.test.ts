import { describe, expect, it } from 'vitest';
import { failingWith, runMachine } from '#test/support/run-machine.ts';

const input = { mspId: 'msp', connectionId: 'con', tenantId: 'tenant', trigger: 'person', runId: 'run' };
const run = { mspId: 'msp', connectionId: 'con', tenantId: 'tenant', runId: 'run', fence: 1 };
const done = { status: 'done', resumeAfterSeconds: 0, waitedSeconds: 0 };
const mailbox = (mailboxId: string) => ({
  reads: ['messages', 'events'].map((surfaceId) => ({ target: { surfaceId, mailboxId }, needs: [] })),
});

describe('tenant-communications', () => {
  it('reads mailbox by mailbox and judges nothing', async () => {
    const { output, callsOf } = await runMachine('tenant-communications', input, {
      'plan-tenant': () => ({ outcome: 'planned', run, lanes: [mailbox('one'), mailbox('two')] }),
      'surface-messages': () => done,
      'surface-events': () => done,
      'finish-run': () => ({ outcome: 'finished' }),
    });
    expect(output).toEqual({ outcome: 'finished' });
    expect(callsOf('plan-tenant')).toEqual([{ kind: 'communications', execution: 'execution-1', tenant: input }]);
    expect(callsOf('surface-events')).toEqual([
      { run, target: { surfaceId: 'events', mailboxId: 'one' }, needs: [], waitedSeconds: 0 },
      { run, target: { surfaceId: 'events', mailboxId: 'two' }, needs: [], waitedSeconds: 0 },
    ]);
    expect(callsOf('finish-run')).toEqual([{ kind: 'communications', run, completed: true }]);
  });

  it('keeps one mailbox from stopping another', async () => {
    const { output, callsOf } = await runMachine('tenant-communications', input, {
      'plan-tenant': () => ({ outcome: 'planned', run, lanes: [mailbox('one'), mailbox('two')] }),
      'surface-messages': ({ target }: { target: { mailboxId: string } }) =>
        target.mailboxId === 'one' ? failingWith('MailboxNotFound')() : done,
      'surface-events': () => done,
      'mark-surface': () => ({ state: 'failed' }),
      'finish-run': () => ({ outcome: 'finished' }),
    });
    expect(output).toEqual({ outcome: 'finished' });
    expect(callsOf('mark-surface')).toEqual([
      { run, target: { surfaceId: 'messages', mailboxId: 'one' }, error: 'MailboxNotFound' },
    ]);
    expect(callsOf('surface-events')).toHaveLength(2);
  });
});
