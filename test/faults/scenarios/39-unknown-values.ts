import { fakeGraphReader, readFacts } from '#test/support/graph-reader.ts';
import { outcomeOf } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';
import { surfaceById } from '../run-harness.ts';

const domain = {
  id: 'tailspin.example',
  authenticationType: 'Entangled',
  isVerified: null,
  supportedServices: null,
  somethingNew: { since: 2031 },
};

export const unknownValues: FaultScenario = {
  number: 39,
  fault: 'an unknown enumeration value, an unknown field, and null for a boolean and a list',
  expected: '1 domain, authentication unknown, verified false',
  protection: {
    file: 'shared/surfaces/raw.ts',
    find: "values.find((value) => value.toLowerCase() === text?.toLowerCase()) ?? 'unknown',",
    replace: 'values.find((value) => value.toLowerCase() === text?.toLowerCase()) as Value,',
    without: 'an unknown value is not mapped to `unknown`',
  },
  run: () =>
    outcomeOf(async () => {
      const facts = await readFacts(surfaceById('domains'), fakeGraphReader({ '/domains': { value: [domain] } }));
      const [first] = facts as { authentication: string; isVerified: boolean }[];
      return `${facts.length} domain, authentication ${first?.authentication}, verified ${first?.isVerified}`;
    }),
};
