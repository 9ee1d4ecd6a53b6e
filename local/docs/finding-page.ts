import type { Finding } from '#shared/findings/define-finding.ts';
import { findings } from '#shared/findings/index.ts';
import type { VerdictKind } from '#shared/kernel/verdict.ts';
import type { Phase, Remediation, RemediationStep } from '#shared/remediation/remediation.ts';
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

const phaseTitles: Readonly<Record<Phase, string>> = {
  contain: 'Contain',
  preserve: 'Preserve evidence',
  remove: 'Remove',
  look: 'Look for more',
  tell: 'Tell the customer',
  prevent: 'Prevent',
};

const minutesText = (minutes: number): string => (minutes === 1 ? '1 minute' : `${minutes} minutes`);

const stepText = (step: RemediationStep, number: number): string =>
  [
    `${number}. ${step.text}`,
    `- Who: ${step.who}${step.whoForAdmins === undefined ? '' : `; ${step.whoForAdmins} if the person is an administrator`}`,
    `- Where: ${step.where}`,
    `- Time: ${minutesText(step.minutes)}`,
    ...(step.powershell?.commands ?? []).map((command) => `- PowerShell: \`${command}\``),
    ...(step.unverified === undefined ? [] : [`- Not verified: ${step.unverified}`]),
  ].join(`\n${' '.repeat(`${number}. `.length)}`);

const minutesOf = (steps: readonly RemediationStep[], phase: Phase): string =>
  minutesText(steps.filter((step) => step.phase === phase).reduce((sum, { minutes }) => sum + minutes, 0));

const placeholderNote =
  'In commands, replace what is in angle brackets; `<user>` is the sign-in name of the person. The product fills in what it knows, and begins each command with the connection to the right tenant.';

/** What to know before the first step. */
const notesOf = ({ notes = [], steps }: Remediation): readonly string[] => {
  const all = [...notes, ...(steps.some(({ powershell }) => powershell !== undefined) ? [placeholderNote] : [])];
  return all.length === 0 ? [] : [bullets(all)];
};

/** The steps in order, under a heading for each phase of a threat. */
const stepBlocks = ({ steps }: Remediation): readonly string[] =>
  steps.flatMap((step, at) => {
    const begins = step.phase !== undefined && step.phase !== steps[at - 1]?.phase;
    return [
      ...(begins ? [`### ${phaseTitles[step.phase]}, ${minutesOf(steps, step.phase)}`] : []),
      stepText(step, at + 1),
    ];
  });

const checkedText = ({ verifiedOn, unverified }: Remediation): string =>
  [
    `Roles and menu paths were compared with the pages below on ${verifiedOn}; no link was opened in a live tenant.`,
    ...(unverified === undefined ? [] : [`Not verified: ${unverified}`]),
  ].join(' ');

/** The page of a finding, in Markdown. */
export const findingPage = (finding: Finding): string =>
  page(
    finding.title,
    `The problem: **${finding.problem}**.`,
    '## Why it matters',
    finding.why,
    '## How we decide',
    ...criteriaBlocks(finding),
    '## How to fix',
    finding.action,
    ...notesOf(finding.remediation),
    ...stepBlocks(finding.remediation),
    '## How to see that it worked',
    finding.remediation.verify,
    '## When to call somebody',
    finding.remediation.escalate,
    '## What it may break',
    finding.impact,
    '## References',
    checkedText(finding.remediation),
    bullets([
      ...finding.references.map(referenceText),
      ...new Set([...finding.sources, ...finding.remediation.sources].map((url) => `<${url}>`)),
    ]),
  );

/** The pages of all findings, by path from the root of the project. */
export const findingPages = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    findings.map((finding) => [`shared/findings/${finding.id.replace('.', '/')}/README.md`, findingPage(finding)]),
  );
