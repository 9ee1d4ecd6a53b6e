import type { z } from 'zod';
import { addSeconds, type Clock, instantOf } from '#shared/kernel/clock.ts';
import { type AppError, isAppError } from '#shared/kernel/errors.ts';
import type { RunRef } from '#shared/kernel/run.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { Microsoft } from '#shared/microsoft/open-microsoft.ts';
import type { MailboxProbeState, ProbeOutcome } from '#shared/posture/mailbox-probe-state.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { nextProbeCandidate, probeCandidates } from '#shared/posture/probe-candidates.ts';
import type { Connection, Connections } from '#shared/store/connection-store.ts';
import type { Lease, leases } from '#shared/store/lease-store.ts';
import type { MailboxProbes } from '#shared/store/mailbox-probe-store.ts';
import type { throttleWindows } from '#shared/store/throttle-window-store.ts';
import type { contract } from './contract.ts';

export interface Deps {
  readonly clock: Clock;
  scopeOf(run: RunRef): TenantScope;
  readonly leases: Pick<ReturnType<typeof leases>, 'assertHeld'>;
  readonly connections: Pick<Connections, 'get'>;
  readonly windows: Pick<ReturnType<typeof throttleWindows>, 'ofTenant' | 'open'>;
  readonly probes: MailboxProbes;
  /** When a run begins nothing new any more. */
  endOfRun(lease: Lease): Date;
  /** Exchange throttles by mailbox, and whose mailbox this is changes night by night: one bucket for all of them is the careful choice. */
  readonly bucket: string;
  /** Users and licenses, as they are stored. */
  postureOf(scope: TenantScope): Promise<Posture>;
  /** Nothing is sent before it is asked something. */
  microsoftFor(connection: Connection): Promise<Pick<Microsoft, 'probe'>>;
  note(outcome: Output['outcome']): void;
}

type Output = z.output<typeof contract.output>;

/** Where Microsoft names no time, this long. */
const unnamedWaitSeconds = 10;

/**
 * One request a night and tenant, for one person who is not on the allow-list, in turn (rules 20). A refusal and a success are kept; anything else leaves
 * what was known, with its age. Where Microsoft asks us to wait, or the run is nearly over, a later run of the same night tries again.
 */
export const probeMailbox = async (run: RunRef, deps: Deps): Promise<Output> => {
  const outcome = await probed(run, deps);
  deps.note(outcome);
  return { outcome };
};

const probed = async (run: RunRef, deps: Deps): Promise<Output['outcome']> => {
  const scope = deps.scopeOf(run);
  const lease = await deps.leases.assertHeld(scope, 'posture', run);
  if (deps.clock.now() >= deps.endOfRun(lease)) return 'put-off';
  const connection = await deps.connections.get(scope, run.connectionId);
  if (connection === undefined || !connection.reads.includes('communications')) return 'put-off';
  if ((await deps.windows.ofTenant(scope)).has(deps.bucket)) return 'put-off';
  const posture = await deps.postureOf(scope);
  if (isUnread(posture)) return 'put-off';
  return ask({ scope, run, connection, posture }, deps);
};

/** Whoever is not known can't be told from a technician. */
const isUnread = (posture: Posture): boolean =>
  posture.state('users').dataAsOf === null || posture.state('licenses').dataAsOf === null;

interface Asking {
  readonly scope: TenantScope;
  readonly run: RunRef;
  readonly connection: Connection;
  readonly posture: Posture;
}

const ask = async ({ scope, run, connection, posture }: Asking, deps: Deps): Promise<Output['outcome']> => {
  const before = await deps.probes.ofTenant(scope);
  const allowList = connection.mailboxes.map(({ upn }) => upn);
  const stranger = nextProbeCandidate(probeCandidates(posture, allowList), before?.askedUserId ?? null);
  const triedAt = instantOf(deps.clock.now());
  const userId = stranger?.userId ?? null;
  const record = (known: MailboxProbeState['known']) =>
    deps.probes.record(scope, run, { triedAt, askedUserId: userId ?? before?.askedUserId ?? null, known });
  const answered = async (outcome: ProbeOutcome): Promise<ProbeOutcome> => {
    await record({ outcome, at: triedAt, userId });
    return outcome;
  };
  if (stranger === undefined) return answered('nobody');
  const microsoft = await deps.microsoftFor(connection);
  let outcome: ProbeOutcome;
  try {
    outcome = await microsoft.probe(stranger);
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === 'MicrosoftThrottled') return waitFor(error, scope, deps);
    await record(before?.known ?? null);
    return 'no-answer';
  }
  return answered(outcome);
};

const waitFor = async (
  { details }: AppError,
  scope: TenantScope,
  { clock, windows, bucket }: Deps,
): Promise<'put-off'> => {
  const seconds = (details.retryAfterSeconds ?? unnamedWaitSeconds) + 1;
  await windows.open(scope, bucket, addSeconds(clock.now(), seconds));
  return 'put-off';
};
