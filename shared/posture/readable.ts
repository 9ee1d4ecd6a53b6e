import { isReadable } from '#shared/kernel/surface-state.ts';
import type { Posture } from './posture.ts';

/** Whether the facts of a surface may be counted. */
export const hasFacts = (posture: Posture, surfaceId: string): boolean => isReadable(posture.state(surfaceId));

/** Whether a surface is up to date, or the tenant has no plan for it. */
export const isConclusive = (posture: Posture, surfaceId: string): boolean => {
  const { state } = posture.state(surfaceId);
  return state === 'ok' || state === 'needs-license';
};
