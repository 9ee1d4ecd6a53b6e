import { combinedScore } from '#shared/book/numbers.ts';
import { readPostures, type ViewPorts } from '#shared/book/read-postures.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/contract.ts';
import type { Posture } from '#shared/posture/posture.ts';
import {
  bandOf,
  byWorth,
  currentScore,
  percentOf,
  type ScoreAction,
  scoreActions,
  scoreDays,
} from '#shared/posture/secure-score.ts';
import type { contract } from './contract.ts';

type Op = typeof contract.operations.getSecureScore;

const surfaceIds = ['secure-score'];

/** Points are added up where several tenants have a day in common; a day that only one has is left to that one. */
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

/** Several tenants of a customer: points add up, and the actions of all stand in one order. */
export const getSecureScore = async (
  { caller, params, query }: ApiRequest<Op, MemberScope>,
  ports: ViewPorts,
): Promise<ApiAnswer<Op>> => {
  const { tenants, synced } = await readPostures(caller, params.customerId, surfaceIds, ports);
  const each = tenants.map(({ posture }) => posture);
  const score = combinedScore(
    each.map((posture) => {
      const day = currentScore(posture);
      return day === undefined ? null : { current: day.currentScore, max: day.maxScore };
    }),
  );
  const actions = tenants
    .flatMap(({ tenant, posture }) =>
      scoreActions(posture).map((action) => ({ tenantId: tenant.connection.tenantId, action })),
    )
    .sort((one, other) => byWorth(one.action, other.action));
  return {
    body: {
      current: score?.current ?? null,
      max: score?.max ?? null,
      percent: score === null ? null : percentOf(score.current, score.max),
      band: score === null ? null : bandOf(score.current, score.max),
      trend: trendOf(each),
      actions: actions.slice(0, query.top).map(({ tenantId, action }) => ({ tenantId, ...answerOf(action) })),
      actionsTotal: actions.length,
      ...synced,
    },
  };
};

const answerOf = ({ controlId, title, points, userImpact, implementationCost, actionUrl }: ScoreAction) => ({
  controlId,
  title: title ?? controlId,
  points: rounded(points),
  userImpact,
  cost: implementationCost,
  url: actionUrl,
});
