import { findings } from '#shared/findings/index.ts';
import { code, orDash, page, table } from './markdown.ts';

/** The catalog of findings. */
export const findingsPage = (): string =>
  page(
    'Findings',
    'One row is one folder in `shared/findings/`. A finding whose surfaces cannot be read is `unknown`; without its plan it is `not-applicable`. Neither is a pass.',
    table(
      ['finding', 'desired state', 'problem', 'subject', 'severity', 'reads', 'plans', 'references'],
      findings.map((finding) => [
        `[${finding.id}](../../shared/findings/${finding.id.replace('.', '/')}/README.md)`,
        finding.title,
        finding.problem,
        finding.subject,
        [
          finding.severity.fail && `fail ${finding.severity.fail}`,
          finding.severity.warn && `warn ${finding.severity.warn}`,
        ]
          .filter(Boolean)
          .join(', '),
        [...finding.requires, ...(finding.consults ?? []).map((surface) => `(${surface})`)].join(', '),
        orDash((finding.plans ?? []).map(code).join(', ')),
        orDash(finding.references.join(', ')),
      ]),
    ),
    'Surfaces in brackets are read where they can be.',
  );
