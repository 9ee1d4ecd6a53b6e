import { addSeconds } from '#shared/kernel/clock.ts';
import { type AppError, isAppError } from '#shared/kernel/errors.ts';
import { readPostponed } from '#shared/kernel/read-state.ts';
import { maxThrottleWaitSeconds, type ReadTarget } from '#shared/kernel/run.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
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
 * 1. The run must still hold the lease of its tenant. 2. Inside a throttle window nothing is sent. 3. The first access
 * option that scopes and plans permit is read; where Graph refuses it, the next one. 4. A complete read has the state
 * `ok`. Throttling is returned as a status. Any other failure is thrown by its code, and the state machine records it.
 */
export const readSurface = async (
  surface: AnySurface,
  scope: TenantScope,
  task: SurfaceTask,
  collecting: CollectingPorts,
): Promise<SurfaceAnswer> => {
  const { run, visit, waitedSeconds } = task;
  const { clock } = collecting;
  const startedAt = clock.now();
  const lease = await collecting.leases.assertHeld(scope, surface.job, run);
  const deadlineAt = surfaceReadDeadline(surface, lease, startedAt);
  const reading: PausableReading = {
    surface,
    scope,
    run,
    visit,
    startedAt,
    deadlineAt,
    runEndsAt: runReadDeadline(lease),
  };
  if (startedAt >= reading.deadlineAt) return putOff(reading, startedAt, collecting);

  const bucket = bucketOf(surface.throttleDomain, visit.mailboxId);
  const shut = await collecting.throttleWindows.ofTenant(scope);
  const shutUntil = shut.get(bucket);
  if (shutUntil !== undefined) return pauseOrPutOff(reading, shutUntil, waitedSeconds, collecting);
  const meter = {
    clock,
    closedUntil: shut,
    bucketsOf: (request: GraphRequest) => bucketsOfRequest(request, visit, collecting),
  };
  let metered: ThrottleAwareReader | undefined;
  try {
    await readWithFirstPermittedOption(reading, collecting, (reader) => {
      metered = throttleAwareReader(reader, meter);
      return metered.reader;
    });
    return { status: 'done', resumeAfterSeconds: 0, waitedSeconds };
  } catch (error) {
    if (isAppError(error, 'OutOfTime')) return putOff(reading, clock.now(), collecting);
    if (!isAppError(error, 'MicrosoftThrottled')) throw error;
    const until = addSeconds(clock.now(), secondsToWait(error));
    // The window of the token endpoint was stored when its answer came. Graph's services are not closed by it.
    if (error.details['bucket'] !== tokenEndpointBucket) {
      const buckets = metered?.throttled() ?? [bucket];
      await Promise.all(buckets.map((each) => collecting.throttleWindows.open(scope, each, until)));
    }
    return pauseOrPutOff(reading, until, waitedSeconds, collecting);
  }
};

/** The state machine waits out a pause, not the Lambda, so only the end of the run bounds it. */
interface PausableReading extends SurfaceRead {
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
const unnamedWaitSeconds = 10;
/** Added to every wait, so that nothing is sent before the window has ended. */
const marginSeconds = 1;

const secondsToWait = ({ details: { retryAfterSeconds } }: AppError): number =>
  Math.max(retryAfterSeconds ?? unnamedWaitSeconds, 0) + marginSeconds;

const pauseOrPutOff = async (
  reading: PausableReading,
  until: Date,
  waitedSeconds: number,
  collecting: CollectingPorts,
): Promise<SurfaceAnswer> => {
  const now = collecting.clock.now();
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  const isTooLong = waitedSeconds + seconds > maxThrottleWaitSeconds || addSeconds(now, seconds) >= reading.runEndsAt;
  if (isTooLong) return putOff(reading, until, collecting);
  await noteProgress(reading, 'paused', collecting);
  collecting.recordMetrics({ surfaceId: reading.surface.id, outcome: 'paused', seconds: 0, requests: 0, ...nothing });
  return { status: 'paused', resumeAfterSeconds: seconds, waitedSeconds: waitedSeconds + seconds };
};

const putOff = async (reading: SurfaceRead, until: Date, collecting: CollectingPorts): Promise<SurfaceAnswer> => {
  const { scope, visit, run, surface } = reading;
  const before = await collecting.states.ofTarget(scope, visit);
  const now = collecting.clock.now();
  await collecting.states.record(scope, visit, readPostponed(before, until, now), run.fence);
  await noteProgress(reading, 'stale', collecting);
  collecting.recordMetrics({ surfaceId: surface.id, outcome: 'deferred', seconds: 0, requests: 0, ...nothing });
  return { status: 'deferred', resumeAfterSeconds: 0, waitedSeconds: 0 };
};

const nothing = { read: 0, written: 0, removed: 0, dropped: 0 };

const noteProgress = ({ scope, run, visit }: SurfaceRead, state: string, { runs }: CollectingPorts): Promise<void> =>
  runs.recordProgress(scope, run.runId, visit, { state, read: 0, written: 0, requests: 0, seconds: 0 });
