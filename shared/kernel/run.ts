import { z } from 'zod';
import { ConnectionId, MailboxId, MspId, RunId, TenantId } from './ids.ts';

/**
 * What a run reads: the tenant's settings (`posture`), or the mail and calendars of its technicians (`communications`).
 */
export const RunKind = z.enum(['posture', 'communications']);
export type RunKind = z.output<typeof RunKind>;

/** What started a run. A run that a person started reads every surface, however fresh its data is. */
export const Trigger = z.enum(['schedule', 'person']);
export type Trigger = z.output<typeof Trigger>;

export const RunState = z.enum(['running', 'finished', 'failed']);
export type RunState = z.output<typeof RunState>;

/** How the run of one tenant ended. `skipped`: another run held the tenant's lease. */
export const Outcome = z.enum(['finished', 'failed', 'skipped']);
export type Outcome = z.output<typeof Outcome>;

/** A run that holds the lease of its tenant. Its writes are refused once a newer run has a higher `fence`. */
export const RunRef = z.strictObject({
  mspId: MspId,
  tenantId: TenantId,
  connectionId: ConnectionId,
  runId: RunId,
  fence: z.int().positive(),
});
export type RunRef = z.output<typeof RunRef>;

/** What one invocation of a surface's Lambda reads: the surface, or one mailbox of a communications surface. */
export const ReadTarget = z.strictObject({ surfaceId: z.string().min(1), mailboxId: MailboxId.optional() });
export type ReadTarget = z.output<typeof ReadTarget>;

/** The progress of a run with one surface. */
export const SurfaceProgress = z.object({
  /** The state of the surface, or `paused` while Microsoft throttles us. */
  state: z.string(),
  read: z.int().nonnegative(),
  written: z.int().nonnegative(),
  /** Requests to Graph; each request in a batch counts. */
  requests: z.int().nonnegative(),
  seconds: z.number().nonnegative(),
});
export type SurfaceProgress = z.output<typeof SurfaceProgress>;

/** How often each kind of run starts. The EventBridge schedules use the same values. */
export const cadence = {
  posture: { everySeconds: 1800 },
  communications: { everySeconds: 600 },
} as const satisfies Record<RunKind, { readonly everySeconds: number }>;

/**
 * A surface that is read in every interval is due once half an interval has passed. Runs start at varying offsets
 * within an interval: without this tolerance a run that starts slightly early would skip the surface, and with more of
 * it one interval would read the surface twice.
 */
export const dueToleranceSeconds = (kind: RunKind): number => cadence[kind].everySeconds / 2;

/** Longer than the state machine's timeout, so that no other run takes over a tenant while this one may still write. */
export const leaseSeconds = 330;
/** The total time that one run waits for throttled surfaces. A longer wait is postponed to a later run. */
export const maxThrottleWaitSeconds = 60;
/**
 * A run starts no new read after this many seconds, so that it can still be evaluated and finished before its state
 * machine times out.
 */
export const readDeadlineSeconds = 235;

/**
 * When a tenant is due again: half an interval after its run started, so that the next schedule finds it, or earlier
 * where a postponed surface may resume earlier.
 */
export const nextDueAt = (kind: RunKind, startedAt: Date, resumeAts: readonly Date[]): Date => {
  const byTick = startedAt.getTime() + dueToleranceSeconds(kind) * 1000;
  return new Date(
    Math.min(byTick, ...resumeAts.map((date) => date.getTime()).filter((time) => time > startedAt.getTime())),
  );
};
