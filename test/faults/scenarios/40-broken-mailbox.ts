import { isolatedTenant } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';
import { openRunHarness, surfaceById } from '../run-harness.ts';

export const brokenMailbox: FaultScenario = {
  number: 40,
  fault: 'one mailbox of six answers 500 for good, in the batch and alone',
  expected: 'done, partial, 5 facts, 10 requests; mended: done, ok, 6 facts',
  protection: {
    file: 'shared/surfaces/batch-per-subject.ts',
    find: '      yield { id, ok: false, error };\n',
    replace: '      throw error;\n',
    without: 'the trouble of one mailbox ends the read',
  },
  async run() {
    const { collect, state, facts, server, arrived, begin, clock } = await openRunHarness([], isolatedTenant(6));
    for (const id of ['licenses', 'users']) await collect(surfaceById(id));
    const purposes = surfaceById('mailbox-settings');
    const template = '/users/{id}/mailboxSettings';
    // The third of the batch, and each of its four repetitions.
    server.setFaults([{ match: { template, nth: [3, 7, 8, 9, 10] }, fault: { status: 500 } }]);
    const broken = `${await collect(purposes)}, ${await state(purposes)}, ${(await facts(purposes)).length} facts`;
    const requests = arrived(template);
    server.setFaults([]);
    clock.advanceSeconds(3600);
    const later = `${await collect(purposes, await begin(2))}, ${await state(purposes)}, ${(await facts(purposes)).length} facts`;
    return `${broken}, ${requests} requests; mended: ${later}`;
  },
};
