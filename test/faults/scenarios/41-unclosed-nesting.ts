import type { FaultScenario } from '../fault-scenario.ts';
import { readHostileBody } from '../read-hostile-body.ts';

export const unclosedNesting: FaultScenario = {
  number: 41,
  fault: 'the body of a mail is 800 kB of unclosed elements',
  expected: 'BodyTooLarge within 1 s of processor time; audit rows requested, failed',
  protection: {
    file: 'shared/communications/body.ts',
    find: '  refuseOversizedHtml(content);\n',
    replace: '',
    without: 'the depth of the HTML is not limited',
  },
  run: () => readHostileBody('<div>'.repeat(160_000)),
};
