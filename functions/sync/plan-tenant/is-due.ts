import { addSeconds } from '#shared/kernel/clock.ts';
import type { ReadState } from '#shared/kernel/read-state.ts';
import { dueToleranceSeconds } from '#shared/kernel/run.ts';
import type { AnySurface } from '#shared/surfaces/define-surface.ts';

/**
 * Whether a surface must be read again: its facts have expired or its last read did not reach the end. It is not due
 * before the end of a pause that Microsoft asked for. A part that cannot be read makes nothing due earlier.
 */
export const isDue = (surface: AnySurface, { state, resumeAt, factVersion }: ReadState, now: Date): boolean => {
  if (resumeAt !== undefined && new Date(resumeAt) > now) return false;
  const isReadToTheEnd = state.state === 'ok' || state.state === 'partial';
  if (!isReadToTheEnd || state.dataAsOf === null || factVersion !== surface.factVersion) return true;
  const tolerance = Math.min(dueToleranceSeconds(surface.job), surface.everySeconds / 2);
  return addSeconds(new Date(state.dataAsOf), surface.everySeconds - tolerance) <= now;
};
