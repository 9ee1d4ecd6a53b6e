import type { FaultScenario } from './fault-scenario.ts';

export interface ScenarioResult {
  readonly scenario: FaultScenario;
  readonly outcome: string;
  /** With the protection taken out. */
  readonly unprotectedOutcome: string;
}

export const isAsExpected = ({ scenario, outcome }: ScenarioResult): boolean => outcome === scenario.expected;
/** The check fails without its protection, as it must. */
export const isCaught = ({ scenario, unprotectedOutcome }: ScenarioResult): boolean =>
  unprotectedOutcome !== scenario.expected;

/** Numbers of the catalog that have no scenario here, and why. */
export const omittedNumbers: Readonly<Record<string, string>> = {
  '11, 12': 'nothing is read by delta queries: no cursor can be refused, and nothing is announced as removed',
  '30 to 33': 'bodies on demand and their audit: tested with the API',
  '34': 'mail of a domain that was taken off its customer: tested with the customers’ API',
  '37, 38': 'no queue and no webhook takes part in reading',
};

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const row = (...cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

export const matrixRow = (each: ScenarioResult): string => {
  const { number, fault, expected, protection } = each.scenario;
  return row(
    String(number),
    fault,
    expected,
    isAsExpected(each) ? 'as expected' : each.outcome,
    `${protection.without} (\`${protection.file}\`)`,
    each.unprotectedOutcome,
    isCaught(each) ? 'yes' : 'NO',
  );
};

/** Whether a line of the page is the row of this scenario, as it was seen at some time. */
export const isMatrixRowOf = (line: string, { number, fault }: FaultScenario): boolean =>
  line.startsWith(row(String(number), fault, '').slice(0, -2));

/** The matrix as docs/generated/faults.md holds it. */
export const matrixPage = (rows: readonly string[]): string => `# Faults of reading

Written by \`npm run faults\`. Each fault is let happen against the simulated Microsoft and a real table engine; then the line that stands in its way is
taken out of a copy of the source, and the same run must come to something else. The numbers are those of the fault catalog.

${row('#', 'Fault', 'Expected', 'Seen', 'Taken out', 'Seen without it', 'Check fails without it')}
| --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

## Left out

${row('#', 'Why')}
| --- | --- |
${Object.entries(omittedNumbers)
  .map(([numbers, why]) => row(numbers, why))
  .join('\n')}
`;
