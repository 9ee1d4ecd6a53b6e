import { describe, expect, it } from 'vitest';
import { findingsCsv } from '#shared/exports/findings-csv.ts';
import { delimitedRows } from '#shared/kernel/delimited-text.ts';
import { answeredFinding } from '#test/support/finding-answers.ts';

const tableOf = (text: string) => [...delimitedRows(text, ',')].map(({ fields }) => fields);

describe('findings as CSV', () => {
  it('have one line each, in the words of the screen', () => {
    const finding = answeredFinding({ findingId: 'admins.none-stale', dollarsPerYear: 12.5 });
    const [headings = [], row = []] = tableOf(findingsCsv([finding]));
    const cells = Object.fromEntries(headings.map((heading, index) => [heading, row[index]]));
    expect(cells).toMatchObject({
      Customer: 'Acme, Inc.',
      Tenant: 'Acme',
      Severity: 'high',
      'Live threat': 'no',
      Problem: finding.problem,
      Subject: 'User 1',
      Until: '',
      'Dollars a year': '12.5',
      'Finding key': 'finding-key-1',
    });
    expect(row).toHaveLength(headings.length);
  });

  it('do not run the name of a subject as a formula', () => {
    const subject = { kind: 'app' as const, id: 'app-1', name: '=HYPERLINK("https://evil.example")' };
    expect(findingsCsv([answeredFinding({ subject })])).toContain('"\'=HYPERLINK(""https://evil.example"")"');
  });
});
