import { lastNightlyStart } from '#shared/kernel/nightly-start.ts';
import type { RunKind } from '#shared/kernel/run.ts';
import type { MailboxProbeState } from '#shared/posture/mailbox-probe-state.ts';
import type { Connection } from '#shared/store/connection-store.ts';

/**
 * Whether the night has come in which a mailbox off the list is asked for. It goes with the first reading of the tenant's posture in that night, so that it has
 * the tenant's lease and the book's limits, and is judged in the same run.
 */
export const isProbeDue = (
  kind: RunKind,
  { reads, createdAt }: Pick<Connection, 'reads' | 'createdAt'>,
  probe: Pick<MailboxProbeState, 'triedAt'> | undefined,
  now: Date,
): boolean =>
  kind === 'posture' &&
  reads.includes('communications') &&
  new Date(probe?.triedAt ?? createdAt) < lastNightlyStart(now);
