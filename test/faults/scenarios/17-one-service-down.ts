import { failingWith, runMachine } from '#test/support/run-machine.ts';
import type { FaultScenario } from '../fault-scenario.ts';

const run = { mspId: 'msp', connectionId: 'con', tenantId: 'tenant', runId: 'run', fence: 1 };
const done = { status: 'done', resumeAfterSeconds: 0, waitedSeconds: 0 };
const lane = (...ids: string[]) => ({
  reads: ids.map((surfaceId) => ({ target: { surfaceId }, needs: [] })),
});

export const oneServiceDown: FaultScenario = {
  number: 17,
  fault: 'one service of Graph is down for hours',
  expected:
    'finished; conditional-access marked by MicrosoftUnavailable; domains, licenses and users read; judged 1 time',
  protection: {
    file: 'statemachines/tenant-posture/definition.asl.json',
    find: '"ErrorEquals": ["States.ALL"],\n                      "ResultPath": "$.failure",\n                      "Next": "MarkSurface"',
    replace:
      '"ErrorEquals": ["NothingOfTheKind"],\n                      "ResultPath": "$.failure",\n                      "Next": "MarkSurface"',
    without: 'the machine does not catch the failure of a surface',
  },
  async run() {
    const read: string[] = [];
    const reads = (id: string) => () => {
      read.push(id);
      return done;
    };
    const { output, callsOf } = await runMachine(
      'tenant-posture',
      { ...run, trigger: 'schedule' },
      {
        'plan-tenant': () => ({
          outcome: 'planned',
          run,
          lanes: [lane('conditional-access', 'licenses'), lane('domains', 'users')],
          isProbeDue: false,
        }),
        'surface-conditional-access': failingWith('MicrosoftUnavailable'),
        'surface-licenses': reads('licenses'),
        'surface-domains': reads('domains'),
        'surface-users': reads('users'),
        'mark-surface': () => ({ state: 'failed' }),
        'evaluate-tenant': () => ({}),
        'finish-run': ({ completed }: { completed: boolean }) => ({ outcome: completed ? 'finished' : 'failed' }),
      },
    );
    const marks = callsOf('mark-surface').map((mark) => mark as { target: { surfaceId: string }; error: string });
    const marked =
      marks.map(({ target, error }) => `${target.surfaceId} marked by ${error}`).join(', ') || 'nothing marked';
    const list = new Intl.ListFormat('en-GB').format(read.toSorted()) || 'nothing';
    const { outcome } = output as { outcome: string };
    return `${outcome}; ${marked}; ${list} read; judged ${callsOf('evaluate-tenant').length} time`;
  },
};
