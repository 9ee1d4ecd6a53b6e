import type { Sentence } from '#shared/kernel/sentence.ts';
import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import type { Posture } from './posture.ts';
import { verdictSentence } from './verdict-sentences.ts';

/** Why a verdict cannot rest on a surface; undefined where it can. */
export const surfaceObstacle = (
  surface: string,
  { state, needs = [], since }: SurfaceState,
): (Sentence & { readonly verdict: 'not-applicable' | 'unknown' }) | undefined => {
  switch (state) {
    case 'ok':
    case 'partial': // what could not be read is unknown by itself
      return undefined;
    case 'needs-license':
      return {
        verdict: 'not-applicable',
        ...(needs.length === 0
          ? verdictSentence('needs-license', { surface })
          : verdictSentence('needs-license-for', { surface, plans: needs })),
      };
    case 'needs-access':
      return {
        verdict: 'unknown',
        ...(needs.length === 0
          ? verdictSentence('needs-access', { surface })
          : verdictSentence('needs-access-for', { surface, scopes: needs })),
      };
    case 'stale':
    case 'failed':
      return { verdict: 'unknown', ...verdictSentence('not-read', { surface, since: since ?? null }) };
    case 'never-read':
      return { verdict: 'unknown', ...verdictSentence('never-read', { surface }) };
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
): Sentence | undefined =>
  surfaceIds
    .flatMap((id) => surfaceObstacle(id, posture.state(id)) ?? [])
    .find(({ verdict }) => verdict === 'unknown' || options.countMissingLicense);
