import type { Announcement } from '#shared/aws/announcer.ts';
import { coverageHolds } from '#shared/findings/mfa/coverage-holds/finding.ts';
import type { FindingChange } from '#shared/judging/lifecycle.ts';
import type { RunRef } from '#shared/kernel/run.ts';
import { subjectId } from '#shared/kernel/subject.ts';

/** An event for each signal whose drift is opened or opened again. People are in the finding only. */
export const driftEvents = (
  { mspId, tenantId, connectionId }: RunRef,
  changes: readonly FindingChange[],
): readonly Announcement['event'][] =>
  changes
    .filter(({ row }) => row.findingId === coverageHolds.id)
    .filter(({ historyEntries }) => historyEntries.some(({ event }) => event === 'opened' || event === 'reopened'))
    .map(({ row: { findingId, subject, severity, evidence } }) => ({
      type: 'drift.opened',
      detail: {
        mspId,
        tenantId,
        connectionId,
        findingId,
        signal: subjectId(subject),
        severity,
        from: evidence['from'],
        to: evidence['to'],
        since: evidence['since'],
      },
    }));
