import { z } from 'zod';
import { ConnectionId, MailboxId, MspId, RunId, TenantId } from './ids.ts';

/** What a run reads: what a tenant is set to, or its technicians' mail and calendars. */
export const RunKind = z.enum(['posture', 'communications']);
export type RunKind = z.output<typeof RunKind>;

/** A run that a person asked for reads every surface, whatever its freshness. */
export const Trigger = z.enum(['schedule', 'person']);
export type Trigger = z.output<typeof Trigger>;

export const RunState = z.enum(['running', 'finished', 'failed']);
export type RunState = z.output<typeof RunState>;

/** How one tenant's run ended for the book. `skipped`: another run held the tenant. */
export const Outcome = z.enum(['finished', 'failed', 'skipped']);
export type Outcome = z.output<typeof Outcome>;

/** A run that holds its tenant. What it writes is refused once a newer run has a higher `fence`. */
export const RunRef = z.strictObject({
  mspId: MspId,
  tenantId: TenantId,
  connectionId: ConnectionId,
  runId: RunId,
  fence: z.int().positive(),
});
export type RunRef = z.output<typeof RunRef>;

/** One invocation of a surface's Lambda; of a communications surface, for one mailbox. */
export const ReadTarget = z.strictObject({ surfaceId: z.string().min(1), mailboxId: MailboxId.optional() });
export type ReadTarget = z.output<typeof ReadTarget>;

/** How far a run has come with one surface. */
export const SurfaceProgress = z.object({
  /** A state of the surface, or `paused` while Microsoft asks us to wait. */
  state: z.string(),
  read: z.int().nonnegative(),
  written: z.int().nonnegative(),
  /** Requests to Graph, each of a batch counted. */
  requests: z.int().nonnegative(),
  seconds: z.number().nonnegative(),
});
export type SurfaceProgress = z.output<typeof SurfaceProgress>;

/** How often the book is read (the schedules say the same), and how long one tenant's run may take. */
export const cadence = {
  posture: { everySeconds: 1800 },
  communications: { everySeconds: 600 },
} as const satisfies Record<RunKind, { readonly everySeconds: number }>;

/**
 * A run falls somewhere into the tick that started it, the next one somewhere into the next. What is read every tick is due once half a tick has passed,
 * so that it is neither left out when a run comes a little sooner than the last one did, nor read twice in one tick.
 */
export const dueToleranceSeconds = (kind: RunKind): number => cadence[kind].everySeconds / 2;

/** Longer than the machine's own time-out, so that no run is overtaken while it may still write. */
export const leaseSeconds = 330;
/** The longest that a child waits for one throttled surface, all its waits together; what is longer is put off to a later run. */
export const maxThrottleWaitSeconds = 60;
/** How long after its start a run begins to read nothing new, so that it can still be judged and finished before its machine's time is up. */
export const readDeadlineSeconds = 235;

/** When a tenant is due again: half a tick after its run began, so that the next tick finds it; sooner where a surface that was put off may go on sooner. */
export const nextDueAt = (kind: RunKind, startedAt: Date, resumeAts: readonly Date[]): Date => {
  const byTick = startedAt.getTime() + dueToleranceSeconds(kind) * 1000;
  return new Date(
    Math.min(byTick, ...resumeAts.map((date) => date.getTime()).filter((time) => time > startedAt.getTime())),
  );
};
