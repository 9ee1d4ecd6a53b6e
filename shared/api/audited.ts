import { openOutcome } from '#shared/kernel/audit-outcome.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { AuditEntry, AuditRow } from '#shared/store/audit-row.ts';

/** The part of the audit log that an audited change needs. */
export interface AuditPort {
  append(scope: MemberScope, entry: AuditEntry): Promise<AuditRow>;
}

/**
 * Runs a change between two rows of the audit log: `requested` before it, so that nothing changes that could not be
 * audited, and `done` or `failed` after it. If the function ends in between, `complete-audit` writes `unknown`.
 */
export const audited = async <Result>(
  audit: AuditPort,
  caller: MemberScope,
  what: Pick<AuditEntry, 'action' | 'target' | 'customerId' | 'reason' | 'requestId'>,
  change: () => Promise<Result>,
): Promise<Result> => {
  const row = (outcome: string) => audit.append(caller, { ...what, memberId: caller.memberId, outcome });
  await row(openOutcome);
  let result: Result;
  try {
    result = await change();
  } catch (error) {
    await row('failed');
    throw error;
  }
  await row('done');
  return result;
};
