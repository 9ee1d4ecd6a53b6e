import { openOutcome } from '#shared/kernel/audit-outcome.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { AuditEntry } from '#shared/store/audit-row.ts';
import { logger } from '#shared/telemetry/logger.ts';

/** The part of the audit log that an audited change needs. */
export interface AuditPort {
  append(scope: MemberScope, entry: AuditEntry): Promise<void>;
}

/** What is changed, and why. */
export type AuditedChange = Pick<AuditEntry, 'action' | 'target' | 'customerId' | 'reason' | 'requestId'>;

/** `unchanged`: it was as requested before. `failed`: it could not be changed. */
export type ChangeOutcome = 'done' | 'unchanged' | 'failed';

/** Which outcome a change has that ended without an error. Default: `done`. */
type OutcomeOf<Result> = (result: Result, what: AuditedChange) => ChangeOutcome;

const alwaysDone = (): ChangeOutcome => 'done';

/**
 * Runs a change between two rows of the audit log: `requested` before it, so that nothing changes that could not be
 * audited, and its outcome after it. If the function ends in between, or the second row cannot be written,
 * `complete-audit` completes the pair.
 */
export const audited = <Result>(
  audit: AuditPort,
  caller: MemberScope,
  what: AuditedChange,
  change: () => Promise<Result>,
  outcomeOf: OutcomeOf<Result> = alwaysDone,
): Promise<Result> => auditedTogether(audit, caller, [what], change, outcomeOf);

/**
 * The same for objects that are written together. Each has rows of its own, and `outcomeOf` gives each its own outcome:
 * one of them may need no change, or allow none any more.
 */
export const auditedTogether = <Result>(
  audit: AuditPort,
  caller: MemberScope,
  changes: readonly AuditedChange[],
  change: () => Promise<Result>,
  outcomeOf: OutcomeOf<Result>,
): Promise<Result> => {
  const append: AppendRow = (what, outcome) => audit.append(caller, { ...what, memberId: caller.memberId, outcome });
  return betweenAuditRows(append, changes, change, outcomeOf);
};

type AppendRow = (what: AuditedChange, outcome: string) => Promise<void>;

/** The same where the rows name somebody else than the caller. */
export const betweenAuditRows = async <Result>(
  append: AppendRow,
  changes: readonly AuditedChange[],
  change: () => Promise<Result>,
  outcomeOf: OutcomeOf<Result> = alwaysDone,
): Promise<Result> => {
  const appendAll = (outcome: (what: AuditedChange) => string) =>
    Promise.all(changes.map((what) => append(what, outcome(what))));
  await appendAll(() => openOutcome);
  let result: Result;
  try {
    result = await change();
  } catch (error) {
    await unlessUnavailable(
      appendAll(() => 'failed'),
      changes,
    );
    throw error;
  }
  await unlessUnavailable(
    appendAll((what) => outcomeOf(result, what)),
    changes,
  );
  return result;
};

/**
 * The caller learns what became of the change, even if its outcome cannot be written. An error would say that nothing
 * was done, hide the reason of a refusal, or lose a secret that is shown once. The row `requested` is written, and
 * `complete-audit` completes it.
 */
const unlessUnavailable = async (rows: Promise<unknown>, changes: readonly AuditedChange[]): Promise<void> => {
  try {
    await rows;
  } catch (error) {
    if (!isAppError(error, 'AuditUnavailable')) throw error;
    const about = { code: error.code, requestId: changes[0]?.requestId, count: changes.length };
    logger.warn('the outcome of an audited change could not be written', about, error);
  }
};
