import { readFacts } from '#test/support/graph-reader.ts';
import { openClientHarness, outcomeOf } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';
import { surfaceById } from '../run-harness.ts';

export const noMailbox: FaultScenario = {
  number: 40,
  fault: 'one mailbox is on hold, on premises or deleted (404 MailboxNotEnabledForRESTAPI)',
  expected: '6 mailboxes read, 1 of them missing',
  protection: {
    file: 'shared/surfaces/mailbox-settings/surface.ts',
    find: 'if (isMissing(error)) return',
    replace: 'if (isMissing(error)) throw error;\n  if (isMissing(error)) return',
    without: 'a missing mailbox ends the read',
  },
  async run() {
    const fault = { status: 404, body: { error: { code: 'MailboxNotEnabledForRESTAPI', message: 'inactive' } } };
    const { graph, tenant } = await openClientHarness({
      faults: [{ match: { template: '/users/{id}/mailboxSettings', nth: 2 }, fault }],
    });
    return outcomeOf(async () => {
      const facts = await readFacts(surfaceById('mailbox-settings'), graph, {
        audience: tenant.users.map(({ id }) => id),
      });
      const none = facts.filter((fact) => (fact as { purpose: string }).purpose === 'none');
      return `${facts.length} mailboxes read, ${none.length} of them missing`;
    });
  },
};
