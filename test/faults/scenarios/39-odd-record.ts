import type { FaultScenario } from '../fault-scenario.ts';
import { openRunHarness, surfaceById } from '../run-harness.ts';

export const oddRecord: FaultScenario = {
  number: 39,
  fault: 'one record of a list is not as documented',
  expected: 'done, partial, 2 facts; as documented again: done, ok, 3 facts',
  protection: {
    file: 'shared/surfaces/records.ts',
    find: '      else odd.push(parsed.error);\n',
    replace: '      else throw malformedAnswer(parsed.error);\n',
    without: 'one record makes its list malformed',
  },
  async run() {
    const { collect, state, facts, server, begin, clock } = await openRunHarness();
    const domains = surfaceById('domains');
    const names = ['one.example', 'other.example', 'odd.example'];
    const answerWith = (id: unknown) =>
      server.setFaults([
        {
          match: { template: '/domains' },
          fault: { status: 200, body: { value: [...names.slice(0, 2), id].map((each) => ({ id: each })) } },
        },
      ]);
    answerWith(7);
    const odd = `${await collect(domains)}, ${await state(domains)}, ${(await facts(domains)).length} facts`;
    answerWith(names[2]);
    clock.advanceSeconds(3600);
    const later = `${await collect(domains, await begin(2))}, ${await state(domains)}, ${(await facts(domains)).length} facts`;
    return `${odd}; as documented again: ${later}`;
  },
};
