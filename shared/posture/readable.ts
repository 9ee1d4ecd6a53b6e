import type { Posture } from './posture.ts';

/**
 * Whether the facts of a surface may be counted: it is up to date, or was read once and could not be read again since (its state says so beside the
 * number). What was never granted or never read is not counted as nothing; it is not known.
 */
export const hasFacts = (posture: Posture, surfaceId: string): boolean => {
  const { state, dataAsOf } = posture.state(surfaceId);
  return state === 'ok' || ((state === 'stale' || state === 'failed') && dataAsOf !== null);
};

/** Whether a surface has answered for now: it is up to date, or the tenant has no plan for what it would tell. */
export const isConclusive = (posture: Posture, surfaceId: string): boolean => {
  const { state } = posture.state(surfaceId);
  return state === 'ok' || state === 'needs-license';
};
