import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import type { Posture } from './posture.ts';

/** Why a verdict cannot rest on a surface; undefined where it can. */
export const surfaceObstacle = (
  surfaceId: string,
  { state, needs = [], since }: SurfaceState,
): { readonly verdict: 'not-applicable' | 'unknown'; readonly reason: string } | undefined => {
  const what = needs.length === 0 ? '' : `: ${needs.join(', ')}`;
  switch (state) {
    case 'ok':
    case 'partial': // what could not be read is unknown by itself
      return undefined;
    case 'needs-license':
      return { verdict: 'not-applicable', reason: `${surfaceId} needs a license that the tenant does not have${what}` };
    case 'needs-access':
      return { verdict: 'unknown', reason: `${surfaceId} needs access that is not granted${what}` };
    case 'stale':
    case 'failed':
      return {
        verdict: 'unknown',
        reason: `${surfaceId} could not be read${since === undefined ? '' : ` since ${since}`}`,
      };
    case 'never-read':
      return { verdict: 'unknown', reason: `${surfaceId} was never read` };
  }
};

/**
 * Why a verdict that rests on these surfaces is unknown; undefined where it is not. A missing license makes nothing
 * unknown unless the caller asks for it: what a tenant has no plan for is known to be absent. /
 */
export const unknownReason = (
  posture: Posture,
  surfaceIds: readonly string[],
  options: { readonly countMissingLicense: boolean } = { countMissingLicense: false },
): string | undefined =>
  surfaceIds
    .flatMap((id) => surfaceObstacle(id, posture.state(id)) ?? [])
    .find(({ verdict }) => verdict === 'unknown' || options.countMissingLicense)?.reason;
