import type { Finding } from '#shared/findings/define-finding.ts';
import { findings } from '#shared/findings/index.ts';
import type { VerdictKind } from '#shared/kernel/verdict.ts';
import { page } from './markdown.ts';

const verdictOrder: readonly VerdictKind[] = ['pass', 'warn', 'fail', 'not-applicable', 'unknown'];

/** The catalogs that references are from, by the beginning of a reference. */
const catalogs: readonly (readonly [prefix: RegExp, name: string])[] = [
  [/^CIS /, 'CIS Microsoft 365 Foundations Benchmark '],
  [/^MS\./, 'CISA SCuBA MS.'],
  [/^MT\./, 'Maester MT.'],
  [/^T(?=\d)/, 'MITRE ATT&CK T'],
];

const referenceText = (reference: string): string => {
  const [prefix, name] = catalogs.find(([each]) => each.test(reference)) ?? [/^/, ''];
  return reference.replace(prefix, name);
};

const bullets = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

const criteriaBlocks = ({ criteria: { intro = [], verdicts, notes = [] } }: Finding): readonly string[] => [
  ...intro,
  bullets(
    verdictOrder.flatMap((verdict) => {
      const text = verdicts[verdict];
      return text === undefined ? [] : [`**${verdict}**: ${text}`];
    }),
  ),
  ...notes,
];

/** The page of a finding, in Markdown. */
export const findingPage = (finding: Finding): string =>
  page(
    finding.title,
    '## Why it matters',
    finding.why,
    '## How we decide',
    ...criteriaBlocks(finding),
    '## How to fix',
    finding.steps.map((step, at) => `${at + 1}. ${step}`).join('\n'),
    '## What it may break',
    finding.impact,
    '## References',
    bullets([...finding.references.map(referenceText), ...finding.sources.map((url) => `<${url}>`)]),
  );

/** The pages of all findings, by path from the root of the project. */
export const findingPages = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    findings.map((finding) => [`shared/findings/${finding.id.replace('.', '/')}/README.md`, findingPage(finding)]),
  );
