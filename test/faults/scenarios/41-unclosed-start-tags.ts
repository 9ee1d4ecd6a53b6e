import type { FaultScenario } from '../fault-scenario.ts';
import { readHostileBody } from '../read-hostile-body.ts';

export const unclosedStartTags: FaultScenario = {
  number: 41,
  fault: 'the body of a mail is 100 kB of `<br` without `>`',
  expected: 'answered within 1 s of processor time; audit rows requested, delivered',
  protection: {
    file: 'shared/communications/body.ts',
    find: 'text: textOfSanitizedHtml(html)',
    replace: "text: textOfSanitizedHtml(content.replace(/<\\s*br\\b[^>]*>/gi, '\\n'))",
    without: 'a regular expression searches the HTML for line breaks',
  },
  run: () => readHostileBody('<br'.repeat(33_334)),
};
