import type { z } from 'zod';
import { addSeconds, instantOf } from '#shared/kernel/clock.ts';
import { type AppError, isAppError } from '#shared/kernel/errors.ts';
import type { RunRef } from '#shared/kernel/run.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { MailboxProbeState, ProbeOutcome } from '#shared/posture/mailbox-probe-state.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { nextProbeCandidate, probeCandidates } from '#shared/posture/probe-candidates.ts';
import type { Connection } from '#shared/store/connection-store.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Output = z.output<typeof contract.output>;

/** The wait if Microsoft names no time. */
const defaultWaitSeconds = 10;

/**
 * Sends one request each night and tenant, for one person who is not on the allow-list, taking turns (rules 20). A
 * refusal or a success is recorded; any other outcome keeps the last known state with its age. If Microsoft throttles
 * or the run is nearly over, a later run of the same night tries again.
 */
export const probeMailbox = async (run: RunRef, deps: Deps): Promise<Output> => {
  const outcome = await probe(run, deps);
  deps.reportOutcome(outcome);
  return { outcome };
};

const probe = async (run: RunRef, deps: Deps): Promise<Output['outcome']> => {
  const scope = deps.scopeOf(run);
  const lease = await deps.leases.assertHeld(scope, 'posture', run);
  if (deps.clock.now() >= deps.readDeadlineOf(lease)) return 'deferred';
  const connection = await deps.connections.get(scope, run.connectionId);
  if (connection === undefined || !connection.reads.includes('communications')) return 'deferred';
  if ((await deps.windows.ofTenant(scope)).has(deps.bucket)) return 'deferred';
  const posture = await deps.postureOf(scope);
  if (isNotRead(posture)) return 'deferred';
  return sendProbe({ scope, run, connection, posture }, deps);
};

/** Without users and licenses a technician cannot be told from other people. */
const isNotRead = (posture: Posture): boolean =>
  posture.state('users').dataAsOf === null || posture.state('licenses').dataAsOf === null;

interface Probe {
  readonly scope: TenantScope;
  readonly run: RunRef;
  readonly connection: Connection;
  readonly posture: Posture;
}

const sendProbe = async ({ scope, run, connection, posture }: Probe, deps: Deps): Promise<Output['outcome']> => {
  const before = await deps.probes.ofTenant(scope);
  const allowList = connection.mailboxes.map(({ upn }) => upn);
  const candidate = nextProbeCandidate(probeCandidates(posture, allowList), before?.askedUserId ?? null);
  const triedAt = instantOf(deps.clock.now());
  const userId = candidate?.userId ?? null;
  const record = (known: MailboxProbeState['known']) =>
    deps.probes.record(scope, run, { triedAt, askedUserId: userId ?? before?.askedUserId ?? null, known });
  const recordOutcome = async (outcome: ProbeOutcome): Promise<ProbeOutcome> => {
    await record({ outcome, at: triedAt, userId });
    return outcome;
  };
  if (candidate === undefined) return recordOutcome('nobody');
  const microsoft = await deps.microsoftFor(connection);
  let outcome: ProbeOutcome;
  try {
    outcome = await microsoft.probe(candidate);
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === 'MicrosoftThrottled') return openThrottleWindow(error, scope, deps);
    await record(before?.known ?? null);
    return 'no-answer';
  }
  return recordOutcome(outcome);
};

const openThrottleWindow = async (
  { details }: AppError,
  scope: TenantScope,
  { clock, windows, bucket }: Deps,
): Promise<'deferred'> => {
  const seconds = (details.retryAfterSeconds ?? defaultWaitSeconds) + 1;
  await windows.open(scope, bucket, addSeconds(clock.now(), seconds));
  return 'deferred';
};
