import { addSeconds } from '#shared/kernel/clock.ts';
import { type AppError, type ErrorCode, isAppError } from '#shared/kernel/errors.ts';
import { readPostponed } from '#shared/kernel/read-state.ts';
import { leaseSeconds, maxThrottleWaitSeconds, type ReadTarget, type RunRef } from '#shared/kernel/run.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { Lease } from '#shared/store/lease-store.ts';
import { bucketOf, tokenEndpointBucket } from '#shared/store/throttle-window-store.ts';
import type { AnySurface, GraphRequest } from '#shared/surfaces/define-surface.ts';
import { runReadDeadline, surfaceReadDeadline } from './deadlines.ts';
import type { CollectingPorts } from './ports.ts';
import { readWithFirstPermittedOption, type SurfaceRead } from './read-with-first-permitted-option.ts';
import type { SurfaceAnswer, SurfaceTask } from './surface-contract.ts';
import { type ThrottleAwareReader, throttleAwareReader } from './throttle-aware-reader.ts';

/**
 * Reads one surface of one tenant, or one mailbox of it.
 *
 * 1. The run must still hold the lease of its tenant. 2. The surfaces whose facts it needs must have ended in this run.
 * 3. Inside a throttle window nothing is sent. 4. The first access option that scopes and plans permit is read; where
 * Graph refuses it, the next one. 5. A read to the end has the state `ok`, or `partial` where something was left out.
 * Throttling is returned as a status. Any other failure is thrown by its code, and the state machine records it.
 */
export const readSurface = async (
  surface: AnySurface,
  scope: TenantScope,
  task: SurfaceTask,
  ports: CollectingPorts,
): Promise<SurfaceAnswer> => {
  const { run, target, needs, waitedSeconds } = task;
  const { clock } = ports;
  const startedAt = clock.now();
  const lease = await ports.leases.assertHeld(scope, surface.job, run);
  const deadlineAt = surfaceReadDeadline(surface, lease, startedAt);
  const surfaceRead: PausableRead = {
    surface,
    scope,
    run,
    target,
    startedAt,
    deadlineAt,
    runEndsAt: runReadDeadline(lease),
  };
  if (startedAt >= surfaceRead.deadlineAt) return defer(surfaceRead, startedAt, 'OutOfTime', ports);

  if (await isAnyPending(scope, run, needs, ports)) {
    return { status: 'waiting', resumeAfterSeconds: secondsUntilNextLook(lease, startedAt), waitedSeconds };
  }

  const bucket = bucketOf(surface.throttleDomain, target.mailboxId);
  const closedUntil = await ports.throttleWindows.ofTenant(scope);
  const windowEnd = closedUntil.get(bucket);
  if (windowEnd !== undefined) return pauseOrDefer(surfaceRead, windowEnd, waitedSeconds, ports);
  const knownThrottling = {
    clock,
    closedUntil,
    bucketsOf: (request: GraphRequest) => bucketsOfRequest(request, target, ports),
  };
  let throttleAware: ThrottleAwareReader | undefined;
  try {
    await readWithFirstPermittedOption(surfaceRead, ports, (reader) => {
      throttleAware = throttleAwareReader(reader, knownThrottling);
      return throttleAware.reader;
    });
    return { status: 'done', resumeAfterSeconds: 0, waitedSeconds };
  } catch (error) {
    if (isAppError(error, 'OutOfTime')) return defer(surfaceRead, clock.now(), error.code, ports);
    if (!isAppError(error, 'MicrosoftThrottled')) throw error;
    const until = addSeconds(clock.now(), secondsToWait(error));
    // The window of the token endpoint was stored when its answer came. Graph's services are not closed by it.
    if (error.details['bucket'] !== tokenEndpointBucket) {
      const buckets = throttleAware?.throttled() ?? [bucket];
      await Promise.all(buckets.map((each) => ports.throttleWindows.open(scope, each, until)));
    }
    return pauseOrDefer(surfaceRead, until, waitedSeconds, ports);
  }
};

/** Whether one of these surfaces has not ended in this run. One that failed has ended: its older facts are used. */
const isAnyPending = async (
  scope: TenantScope,
  { runId }: RunRef,
  surfaceIds: readonly string[],
  { runs }: CollectingPorts,
): Promise<boolean> => {
  if (surfaceIds.length === 0) return false;
  const ended = (await runs.get(scope, runId))?.surfaces ?? {};
  return surfaceIds.some((id) => ended[id] === undefined || ended[id].state === 'paused');
};

const maxSecondsBetweenLooks = 5;

/** Often at the start of a run, when small tenants are read, and seldom in a long one. */
const secondsUntilNextLook = ({ expiresAt }: Pick<Lease, 'expiresAt'>, now: Date): number => {
  const elapsed = leaseSeconds - (new Date(expiresAt).getTime() - now.getTime()) / 1000;
  return Math.min(maxSecondsBetweenLooks, Math.max(1, Math.ceil(elapsed / 4)));
};

/** The state machine waits out a pause, not the Lambda, so only the end of the run bounds it. */
interface PausableRead extends SurfaceRead {
  readonly runEndsAt: Date;
}

/**
 * A surface may send requests to more than one service: `users` with sign-in activity also counts against the reports.
 */
const bucketsOfRequest = (
  request: GraphRequest,
  { mailboxId }: ReadTarget,
  { throttleDomainsOf }: CollectingPorts,
): readonly string[] =>
  throttleDomainsOf(request).map((domain) => (domain === 'outlook' ? bucketOf(domain, mailboxId) : bucketOf(domain)));

/** The wait where Microsoft sends no Retry-After. */
const defaultWaitSeconds = 10;
/** Added to every wait, so that nothing is sent before the window has ended. */
const marginSeconds = 1;

const secondsToWait = ({ details: { retryAfterSeconds } }: AppError): number =>
  Math.max(retryAfterSeconds ?? defaultWaitSeconds, 0) + marginSeconds;

const pauseOrDefer = async (
  surfaceRead: PausableRead,
  until: Date,
  waitedSeconds: number,
  ports: CollectingPorts,
): Promise<SurfaceAnswer> => {
  const now = ports.clock.now();
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  const isTooLong =
    waitedSeconds + seconds > maxThrottleWaitSeconds || addSeconds(now, seconds) >= surfaceRead.runEndsAt;
  if (isTooLong) return defer(surfaceRead, until, 'MicrosoftThrottled', ports);
  await recordProgress(surfaceRead, 'paused', ports);
  ports.recordMetrics({ surfaceId: surfaceRead.surface.id, outcome: 'paused', seconds: 0, requests: 0, ...noCounts });
  return { status: 'paused', resumeAfterSeconds: seconds, waitedSeconds: waitedSeconds + seconds };
};

const defer = async (
  surfaceRead: SurfaceRead,
  until: Date,
  code: ErrorCode,
  ports: CollectingPorts,
): Promise<SurfaceAnswer> => {
  const { scope, target, run, surface } = surfaceRead;
  const before = await ports.states.ofTarget(scope, target);
  const now = ports.clock.now();
  await ports.states.record(scope, target, readPostponed(before, until, now, code), run.fence);
  await recordProgress(surfaceRead, 'stale', ports);
  ports.recordMetrics({ surfaceId: surface.id, outcome: 'deferred', seconds: 0, requests: 0, ...noCounts });
  return { status: 'deferred', resumeAfterSeconds: 0, waitedSeconds: 0 };
};

const noCounts = { read: 0, written: 0, removed: 0, dropped: 0 };

const recordProgress = ({ scope, run, target }: SurfaceRead, state: string, { runs }: CollectingPorts): Promise<void> =>
  runs.recordProgress(scope, run.runId, target, { state, read: 0, written: 0, requests: 0, seconds: 0 });
