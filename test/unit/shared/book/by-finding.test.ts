import { describe, expect, it } from 'vitest';
import { type FindingLine, findingSortKey } from '#shared/book/by-finding.ts';

const line = (findingId: string, severity: FindingLine['severity']): FindingLine => ({
  findingId,
  title: findingId,
  problem: findingId,
  severity,
  tenantsAffected: 1,
  tenantsAssessed: 1,
  subjectsAffected: 1,
  seen: { of: 1, judged: 1 },
  dollarsPerYear: null,
  campaigns: [],
});
const order = (...lines: FindingLine[]): string[] =>
  lines
    .toSorted((one, other) => (findingSortKey(one) < findingSortKey(other) ? -1 : 1))
    .map(({ findingId }) => findingId);

describe('the order of findings over the book', () => {
  it('puts a threat before what is worse and none', () => {
    expect(order(line('apps.no-high-risk-grants', 'critical'), line('mailboxes.no-hiding-rules', 'high'))).toEqual([
      'mailboxes.no-hiding-rules',
      'apps.no-high-risk-grants',
    ]);
  });

  it('takes a warning for no threat where only a failure is one', () => {
    const other = line('mfa.enforced-for-admins', 'critical');
    expect(order(line('apps.none-known-rogue', 'critical'), other)[0]).toBe('apps.none-known-rogue');
    expect(order(line('apps.none-known-rogue', 'high'), other)[0]).toBe('mfa.enforced-for-admins');
  });
});
