import type { Posture } from './posture.ts';

/**
 * Whether the facts of a surface may be counted: it is up to date, or it was read once and a later read failed (the
 * state beside the number says so). A surface that was never granted or never read is unknown, not empty.
 */
export const hasFacts = (posture: Posture, surfaceId: string): boolean => {
  const { state, dataAsOf } = posture.state(surfaceId);
  return state === 'ok' || ((state === 'stale' || state === 'failed') && dataAsOf !== null);
};

/** Whether a surface is up to date, or the tenant has no plan for it. */
export const isConclusive = (posture: Posture, surfaceId: string): boolean => {
  const { state } = posture.state(surfaceId);
  return state === 'ok' || state === 'needs-license';
};
