import type { FaultScenario } from '../fault-scenario.ts';
import { openRunHarness, surfaceById } from '../run-harness.ts';

export const poisonedAnswer: FaultScenario = {
  number: 27,
  fault: 'a list of malformed records',
  expected: 'domains: MicrosoftAnswerMalformed, stale, 2 facts kept; organization: done, ok',
  protection: {
    file: 'shared/surfaces/records.ts',
    find: '  if (first !== undefined) throw malformedAnswer(first);\n',
    replace: '',
    without: 'a list of which nothing fits counts as empty',
  },
  async run() {
    const { collect, state, facts, server } = await openRunHarness();
    const [domains, organization] = [surfaceById('domains'), surfaceById('organization')];
    await collect(domains);
    server.setFaults([{ match: { template: '/domains' }, fault: { status: 200, body: { value: [{ id: 7 }] } } }]);
    const outcome = `${await collect(domains)}, ${await state(domains)}, ${(await facts(domains)).length} facts kept`;
    return `domains: ${outcome}; organization: ${await collect(organization)}, ${await state(organization)}`;
  },
};
