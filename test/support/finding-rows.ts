import { noSuppression } from '#shared/judging/expiry.ts';
import type { FindingRow } from '#shared/judging/finding-row.ts';
import { rankOf, rankReasonsOf } from '#shared/judging/ranking.ts';
import { tenantId } from './posture-facts.ts';

/** An open finding about a user, with its rank. Tests override what they need. */
export const findingRow = (overrides: Partial<FindingRow> = {}): FindingRow & { readonly tenantId: string } => {
  const row = {
    findingId: 'area.state',
    version: 1,
    subject: { kind: 'user' as const, id: 'user-1', name: 'User 1' },
    tenantId,
    verdict: 'fail' as const,
    severity: 'high' as const,
    threat: false,
    state: 'open' as const,
    stale: false,
    reason: 'a reason',
    facts: { template: 'area.state/reason', values: {} },
    evidence: {},
    usersAffected: 1,
    usersInTenant: 4,
    privileged: false,
    userDomain: null,
    dollarsPerYear: null,
    fingerprints: [],
    firstSeenAt: '2026-11-01T00:00:00.000Z',
    isBaseline: false,
    lastSeenAt: '2026-11-21T00:00:00.000Z',
    reopenedAt: null,
    acknowledgedAt: null,
    resolvedAt: null,
    resolvedReason: null,
    assigneeId: null,
    note: null,
    ticket: null,
    revision: 3,
    ...noSuppression,
    ...overrides,
  };
  return { ...row, rank: rankOf(row), rankReasons: rankReasonsOf(row) };
};
