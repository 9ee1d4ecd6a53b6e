import type { FindingRow } from '#shared/judging/finding-row.ts';
import { identityOf } from '#shared/judging/finding-row.ts';
import { recountOpen } from '#shared/judging/summary.ts';
import { applyMove, type Move } from '#shared/judging/transition.ts';
import type { TenantId } from '#shared/kernel/ids.ts';
import { retryOnConflict } from '#shared/kernel/retry-on-conflict.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { findingRows, type StoredFinding } from './finding-store.ts';
import type { Table } from './table.ts';
import { tenantSummaries } from './tenant-summary-store.ts';
import type { OpenTenant } from './tenant-terms.ts';
import { maxChangesPerTransition, transitionWriter } from './transition-writer.ts';

const contains = (value: FindingRow['note'] | FindingRow['ticket'], text: string): boolean =>
  value !== null && JSON.stringify(value).toLowerCase().includes(text.toLowerCase());

const erasing = ({ note, ticket }: FindingRow, text: string): Move => ({
  to: undefined,
  reason: null,
  until: null,
  approver: null,
  ...(contains(note, text) ? { note: null } : {}),
  ...(contains(ticket, text) ? { ticket: null } : {}),
});

/**
 * Removes the notes and tickets of a tenant's findings that contain a text, in any case, and returns how many findings
 * had one. The summary repeats the worst findings, so it is written with them.
 */
export const eraseNotes =
  (table: Table, openTenant: OpenTenant) =>
  async (caller: MemberScope, tenantId: TenantId, text: string): Promise<number> => {
    const [rows, summaries, write] = [findingRows(table), tenantSummaries(table), transitionWriter(table)];
    const isAffected = ({ note, ticket }: StoredFinding) => contains(note, text) || contains(ticket, text);
    const eraseSome = async (): Promise<number> => {
      const summary = await summaries.ofTenant(caller, tenantId);
      const all = await rows.ofTenant(caller, tenantId);
      const now = table.clock.now();
      const changes = all
        .filter(isAffected)
        .slice(0, maxChangesPerTransition)
        .flatMap((row) => applyMove(row, erasing(row, text), { now, memberId: caller.memberId }) ?? []);
      if (changes.length === 0) return 0;
      const after = new Map(changes.map(({ row }) => [identityOf(row), row]));
      const counted = all.map((row) => after.get(identityOf(row)) ?? row);
      const recounted = summary === undefined ? undefined : recountOpen(summary, counted, now);
      await write(openTenant(caller.mspId, tenantId), changes, recounted);
      return changes.length;
    };
    let erased = 0;
    for (let some = -1; some !== 0; erased += some) some = await retryOnConflict(eraseSome);
    return erased;
  };
