import type { FindingAnswer } from '#shared/book/finding-answer.ts';
import { type CsvColumn, csvText } from '#shared/kernel/csv-text.ts';

const columns: readonly CsvColumn<FindingAnswer>[] = [
  { heading: 'Customer', cell: ({ customerNames }) => customerNames.join('; ') },
  { heading: 'Tenant', cell: ({ tenantName, tenantId }) => tenantName ?? tenantId },
  { heading: 'Severity', cell: ({ severity }) => severity },
  { heading: 'Live threat', cell: ({ threat }) => (threat ? 'yes' : 'no') },
  { heading: 'Problem', cell: ({ problem }) => problem },
  { heading: 'Subject', cell: ({ subject }) => subject.name },
  { heading: 'Kind of subject', cell: ({ subject }) => subject.kind },
  { heading: 'Summary', cell: ({ summary }) => summary },
  { heading: 'Action', cell: ({ action }) => action.text },
  { heading: 'Link', cell: ({ action }) => action.url },
  { heading: 'Verdict', cell: ({ verdict }) => verdict },
  { heading: 'State', cell: ({ state }) => state },
  { heading: 'Until', cell: ({ until }) => until },
  { heading: 'First seen', cell: ({ firstSeenAt }) => firstSeenAt },
  { heading: 'Last seen', cell: ({ lastSeenAt }) => lastSeenAt },
  { heading: 'Resolved', cell: ({ resolvedAt }) => resolvedAt },
  { heading: 'Out of date', cell: ({ stale }) => (stale ? 'yes' : 'no') },
  { heading: 'Dollars a year', cell: ({ dollarsPerYear }) => dollarsPerYear },
  { heading: 'Controls', cell: ({ frameworks }) => frameworks.join('; ') },
  { heading: 'Finding', cell: ({ findingId }) => findingId },
  { heading: 'Tenant id', cell: ({ tenantId }) => tenantId },
  { heading: 'Subject id', cell: ({ subject }) => subject.id },
  { heading: 'Finding key', cell: ({ findingKey }) => findingKey },
];

/** Findings as a table for people, one line each, in the order given. */
export const findingsCsv = (findings: readonly FindingAnswer[]): string => csvText(columns, findings);
