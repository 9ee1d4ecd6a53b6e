import { z } from 'zod';
import { synced } from '#shared/api/synced.ts';
import { findingOf } from '#shared/findings/index.ts';
import { expiryHistory } from '#shared/judging/expiry.ts';
import { HistoryEntry } from '#shared/judging/finding-row.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { FindingHistory } from '#shared/store/finding-history-store.ts';
import type { FindingRows, StoredFinding } from '#shared/store/finding-store.ts';
import type { LinkedTenant } from './book-tenants.ts';
import { FindingAnswer } from './finding-answer.ts';
import { type MemberPorts, readMemberNames } from './member-names.ts';
import { type CustomerPorts, readTenant } from './read-book.ts';
import { storedFindingAnswer } from './stored-finding-answer.ts';
import { currentSyncStatus, type ReadSurfaceStates } from './sync-status.ts';

/** An entry of the history, with the e-mail address of the member; null once they have left the MSP. */
const HistoryAnswer = HistoryEntry.extend({ memberName: z.string().nullable() });
HistoryAnswer.register(z.globalRegistry, {
  id: 'HistoryEntry',
  description: 'A change of the verdict or the state of a finding.',
});

/** A finding with its history, oldest first. */
export const FindingWithHistory = FindingAnswer.extend({ history: z.array(HistoryAnswer), ...synced });
FindingWithHistory.register(z.globalRegistry, {
  id: 'FindingWithHistory',
  description: 'A finding with everything that happened to it.',
});

export interface FindingPorts extends CustomerPorts, MemberPorts {
  readonly rows: Pick<FindingRows, 'byKey'>;
  readonly history: Pick<FindingHistory, 'ofFinding'>;
  readonly surfaceStatesOf: ReadSurfaceStates;
  readonly clock: Clock;
}

/** Reads a finding and its tenant. A malformed key, a missing finding and a removed connection give the same error. */
export const readFinding = async (
  scope: MspScope,
  findingKey: string,
  ports: FindingPorts,
): Promise<{ readonly row: StoredFinding; readonly tenant: LinkedTenant }> => {
  const row = await ports.rows.byKey(scope, findingKey);
  const connection = row && (await ports.connections.ofTenant(scope, row.tenantId));
  if (row === undefined || connection === undefined)
    throw new AppError('NotFound', 'there is no finding with this key');
  return { row, tenant: await readTenant(scope, connection, ports) };
};

/** The finding as the API returns it, with the states of the surfaces that it was judged from. */
export const findingWithHistory = async (
  scope: MspScope,
  { row, tenant }: { readonly row: StoredFinding; readonly tenant: LinkedTenant },
  ports: FindingPorts,
): Promise<z.input<typeof FindingWithHistory>> => {
  const { requires = [], consults = [] } = findingOf(row.findingId) ?? {};
  const [history, memberNames, states] = await Promise.all([
    ports.history.ofFinding(scope, row.findingKey),
    readMemberNames(scope, ports),
    currentSyncStatus(scope, [...requires, ...consults], [tenant], ports.surfaceStatesOf),
  ]);
  return {
    ...storedFindingAnswer(row, tenant, { now: ports.clock.now(), memberNames }),
    history: [...history, ...expiryHistory(row)].map((entry) => ({
      ...entry,
      memberName: entry.memberId === null ? null : (memberNames.get(entry.memberId) ?? null),
    })),
    ...states,
  };
};
