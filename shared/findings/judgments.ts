import type { Posture } from '#shared/posture/posture.ts';
import type { Judgment } from './define-finding.ts';
import { standsInTheWay } from './judge.ts';

type Rest = Omit<Judgment, 'subject' | 'verdict' | 'reason'>;

/** A judgment on the tenant as a whole. */
export const ofTenant = (
  posture: Posture,
  verdict: Judgment['verdict'],
  reason: string,
  rest: Rest = {},
): readonly Judgment[] => [{ subject: posture.tenant, verdict, reason, ...rest }];

/**
 * Why surfaces that a verdict stands on leave it unknown; undefined where they do not. `needs-license` leaves nothing unknown unless told so: what a
 * tenant has no plan for is known to be absent.
 */
export const whyUnknown = (
  posture: Posture,
  surfaceIds: readonly string[],
  options: { readonly licenseMatters: boolean } = { licenseMatters: false },
): string | undefined =>
  surfaceIds
    .flatMap((id) => standsInTheWay(id, posture.state(id)) ?? [])
    .find(({ verdict }) => verdict === 'unknown' || options.licenseMatters)?.reason;

/** A number with its words, for a sentence: `1 policy`, `2 policies`. */
export const counted = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

/** Evidence names this many; the number beside them says how many there are. */
const mostNamed = 20;

/** A long list as evidence keeps it: the first names in order, and how many there are. */
export const named = (names: readonly string[]): { readonly total: number; readonly first: readonly string[] } => ({
  total: names.length,
  first: [...names].sort((one, other) => (one < other ? -1 : 1)).slice(0, mostNamed),
});
