import type { FaultScenario } from './fault-scenario.ts';

export interface ScenarioResult {
  readonly scenario: FaultScenario;
  readonly outcome: string;
  /** The outcome without the protection. */
  readonly unprotectedOutcome: string;
}

export const isAsExpected = ({ scenario, outcome }: ScenarioResult): boolean => outcome === scenario.expected;
/** Whether the check fails without the protection, as it must. */
export const isCaught = ({ scenario, unprotectedOutcome }: ScenarioResult): boolean =>
  unprotectedOutcome !== scenario.expected;

/** Numbers of the fault catalog without a scenario, with the reason. */
export const omittedNumbers: Readonly<Record<string, string>> = {
  '11, 12': 'no delta queries are used, so no cursor can be refused and no removal is announced',
  '30 to 33': 'bodies on demand and their audit are tested with the API',
  '34': 'mail of a domain that was removed from its customer is tested with the customers API',
  '37, 38': 'reading uses no queue and no webhook',
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

/** Whether a line of the page is the row of this scenario. */
export const isMatrixRowOf = (line: string, { number, fault }: FaultScenario): boolean =>
  line.startsWith(row(String(number), fault, '').slice(0, -2));

/** The content of docs/generated/faults.md. */
export const matrixPage = (rows: readonly string[]): string => `# Faults

Written by \`npm run faults\`. Each fault is injected into the simulated Microsoft, an endpoint of AWS, the table engine or the local API. Then the code that
protects against it is removed from a copy of the source, and the same run must have another outcome. The numbers are those of the fault catalog.

${row('#', 'Fault', 'Expected', 'Outcome', 'Without', 'Outcome without it', 'Check fails without it')}
| --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

## Omitted

${row('#', 'Why')}
| --- | --- |
${Object.entries(omittedNumbers)
  .map(([numbers, why]) => row(numbers, why))
  .join('\n')}
`;
