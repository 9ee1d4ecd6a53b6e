import { lastNightlyStart } from '#shared/kernel/nightly-start.ts';
import type { RunKind } from '#shared/kernel/run.ts';
import type { MailboxProbeState } from '#shared/posture/mailbox-probe-state.ts';
import type { Connection } from '#shared/store/connection-store.ts';

/**
 * Whether the nightly probe of an unlisted mailbox is due. It is part of the first posture run of the night, which
 * holds the lease of the tenant and evaluates the outcome.
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
