import type { z } from 'zod';
import { combinedScore } from '#shared/book/combined-numbers.ts';
import { portalTenantOf } from '#shared/book/portal-tenant.ts';
import type { TenantPosture } from '#shared/book/posture-ports.ts';
import { tenantRefOf } from '#shared/book/tenant-ref.ts';
import { givenOrPortalLink } from '#shared/portals/given-link.ts';
import type { PortalTenant } from '#shared/portals/portal-link.ts';
import type { Posture } from '#shared/posture/posture.ts';
import {
  bandOf,
  byPoints,
  currentScore,
  percentOf,
  type ScoreAction,
  scoreActions,
  scoreDays,
} from '#shared/posture/secure-score.ts';
import { isReadInAllTenants } from '../section.ts';
import type { SecureScoreView } from './shape.ts';

/** The points of all tenants with a score on that day are added up. */
const trendOf = (postures: readonly Posture[]) =>
  [...Map.groupBy(postures.flatMap(scoreDays), ({ day }) => day)]
    .map(([on, days]) => ({
      on,
      percent: percentOf(
        days.reduce((sum, { currentScore: current }) => sum + current, 0),
        days.reduce((sum, { maxScore }) => sum + maxScore, 0),
      ),
    }))
    .sort((one, other) => (one.on < other.on ? -1 : 1))
    .slice(-30);

const rounded = (points: number): number => Math.round(points * 100) / 100;

const answerOf = (
  { controlId, title, points, userImpact, implementationCost, actionUrl }: ScoreAction,
  tenant: PortalTenant,
) => ({
  controlId,
  title: title ?? controlId,
  points: rounded(points),
  userImpact,
  cost: implementationCost,
  url: givenOrPortalLink(actionUrl, 'defender.secure-score.control', tenant, { controlName: controlId }).url,
});

/** The Secure Score of a customer. Points of several tenants are added up, and their actions are in one order. */
export const secureScoreView = (
  tenants: readonly TenantPosture[],
  top: number | undefined,
): z.input<typeof SecureScoreView> => {
  const each = tenants.map(({ posture }) => posture);
  const score = combinedScore(
    each.map((posture) => {
      const day = currentScore(posture);
      return day === undefined ? null : { current: day.currentScore, max: day.maxScore };
    }),
  );
  const actions = tenants
    .flatMap(({ tenant, posture }) => scoreActions(posture).map((action) => ({ tenant, action })))
    .sort((one, other) => byPoints(one.action, other.action));
  return {
    current: score?.current ?? null,
    max: score?.max ?? null,
    percent: score === null ? null : percentOf(score.current, score.max),
    band: score === null ? null : bandOf(score.current, score.max),
    trend: trendOf(each),
    actions: actions
      .slice(0, top)
      .map(({ tenant, action }) => ({ ...tenantRefOf(tenant), ...answerOf(action, portalTenantOf(tenant)) })),
    actionsTotal: isReadInAllTenants(tenants, 'secure-score') ? actions.length : null,
  };
};
