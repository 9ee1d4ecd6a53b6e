import type { MfaBadge, MfaNumbers, Score, TenantNumbers } from '#shared/posture/tenant-numbers.ts';
import { unknownNumbers } from '#shared/posture/tenant-numbers.ts';

/** Null if one part is unknown, because a partial sum would be wrong. */
export const sumOrUnknown = (values: readonly (number | null)[]): number | null =>
  values.length === 0 || values.includes(null) ? null : values.reduce<number>((total, each) => total + (each ?? 0), 0);

/** The sum over the tenants of a customer. */
export const combinedMfaNumbers = (tenants: readonly MfaNumbers[]): MfaNumbers =>
  tenants.length === 0
    ? unknownNumbers
    : {
        of: sumOrUnknown(tenants.map(({ of }) => of)),
        registered: sumOrUnknown(tenants.map(({ registered }) => registered)),
        capable: sumOrUnknown(tenants.map(({ capable }) => capable)),
        enforced: sumOrUnknown(tenants.map(({ enforced }) => enforced)),
        phishingResistant: sumOrUnknown(tenants.map(({ phishingResistant }) => phishingResistant)),
      };

/** The points of all tenants with a score; null if none has one. */
export const combinedScore = (scores: readonly (Score | null)[]): Score | null => {
  const known = scores.flatMap((score) => (score === null ? [] : [score]));
  if (known.length === 0) return null;
  return known.reduce((total, { current, max }) => ({ current: total.current + current, max: total.max + max }), {
    current: 0,
    max: 0,
  });
};

/** A tenant that was never judged. */
export const unknownTenantNumbers: TenantNumbers = {
  users: unknownNumbers,
  privileged: unknownNumbers,
  secureScore: null,
};

export const combinedTenantNumbers = (tenants: readonly TenantNumbers[]): TenantNumbers => ({
  users: combinedMfaNumbers(tenants.map(({ users }) => users)),
  privileged: combinedMfaNumbers(tenants.map(({ privileged }) => privileged)),
  secureScore: combinedScore(tenants.map(({ secureScore }) => secureScore)),
});

const badgesWorstFirst: readonly MfaBadge[] = ['none', 'report-only', 'partial', 'unknown', 'enforced'];

/** A customer has the badge of its worst tenant. */
export const worstBadge = (badges: readonly MfaBadge[]): MfaBadge =>
  badgesWorstFirst.find((badge) => badges.includes(badge)) ?? 'unknown';
