import { openOutcome } from '#shared/kernel/audit-outcome.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { AuditEntry } from '#shared/store/audit-row.ts';

/** The part of the audit log that an audited change needs. */
export interface AuditPort {
  append(scope: MemberScope, entry: AuditEntry): Promise<void>;
}

/**
 * Runs a change between two rows of the audit log: `requested` before it, so that nothing changes that could not be
 * audited, and `done` or `failed` after it. If the function ends in between, `complete-audit` writes `unknown`.
 */
export const audited = <Result>(
  audit: AuditPort,
  caller: MemberScope,
  what: AuditedChange,
  change: () => Promise<Result>,
): Promise<Result> => auditedTogether(audit, caller, [what], change);

/** What is changed, and why. */
export type AuditedChange = Pick<AuditEntry, 'action' | 'target' | 'customerId' | 'reason' | 'requestId'>;

/** The same for objects that change together, or not at all: each has rows of its own. */
export const auditedTogether = async <Result>(
  audit: AuditPort,
  caller: MemberScope,
  changes: readonly AuditedChange[],
  change: () => Promise<Result>,
): Promise<Result> => {
  const rows = (outcome: string) =>
    Promise.all(changes.map((what) => audit.append(caller, { ...what, memberId: caller.memberId, outcome })));
  await rows(openOutcome);
  let result: Result;
  try {
    result = await change();
  } catch (error) {
    await rows('failed');
    throw error;
  }
  await rows('done');
  return result;
};
