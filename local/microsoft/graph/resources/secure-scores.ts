import type { SimulatedSecureScore } from '#local/microsoft/simulated-secure-score.ts';
import type { SimulatedTenant } from '../../tenant.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import type { Resource } from '../graph-resource.ts';

const vendorInformation = { provider: 'SecureScore', providerVersion: null, subProvider: null, vendor: 'Microsoft' };

const controlsOf = ({ secureScoreControls }: SimulatedTenant, { scores, on }: SimulatedSecureScore) =>
  secureScoreControls
    .filter(({ id }) => scores[id] !== undefined)
    .map(({ id, category, title, maxScore }) => {
      const score = scores[id] ?? 0;
      const percent = maxScore === 0 ? 100 : Math.round((score / maxScore) * 10_000) / 100;
      return {
        controlCategory: category,
        controlName: id,
        description: title,
        score,
        // Graph returns these properties, which are not documented, as texts.
        implementationStatus: `You have ${score} of ${maxScore} points.`,
        scoreInPercentage: percent,
        on: String(score >= maxScore),
        lastSynced: `${on}T00:00:00Z`,
      };
    });

const scoreEntity: Entity<SimulatedSecureScore> = {
  type: 'microsoft.graph.secureScore',
  properties: {
    id: ({ on }, { tenant }) => `${tenant.tenantId}_${on}`,
    azureTenantId: (_score, { tenant }) => tenant.tenantId,
    activeUserCount: (_score, { tenant }) => tenant.users.filter(({ accountEnabled }) => accountEnabled).length,
    createdDateTime: ({ on }) => `${on}T00:00:00Z`,
    currentScore: ({ scores }) => Object.values(scores).reduce((sum, score) => sum + score, 0),
    enabledServices: () => ['HasExchange', 'HasSharePoint'],
    licensedUserCount: (_score, { tenant }) => tenant.users.filter(({ licenses }) => licenses.length > 0).length,
    maxScore: ({ scores }, { tenant }) =>
      tenant.secureScoreControls
        .filter(({ id }) => scores[id] !== undefined)
        .reduce((sum, { maxScore }) => sum + maxScore, 0),
    averageComparativeScores: () => [
      { basis: 'AllTenants', averageScore: 46.2 },
      { basis: 'TotalSeats', averageScore: 51.7 },
      { basis: 'IndustryTypes', averageScore: 48.9 },
    ],
    controlScores: (score, { tenant }) => controlsOf(tenant, score),
    vendorInformation: () => vendorInformation,
  },
};

/** One score a day, newest first. https://learn.microsoft.com/graph/api/security-list-securescores */
export const secureScores: Resource = {
  template: '/security/secureScores',
  service: 'security',
  scopes: ['SecurityEvents.Read.All', 'SecurityEvents.ReadWrite.All'],
  refusal: 'security',
  answer: (call) =>
    answerCollection(call, {
      entity: scoreEntity,
      items: call.tenant.secureScores.toSorted((left, right) => (left.on < right.on ? 1 : -1)),
      context: 'Security/secureScores',
      options: ['$top', '$skip', '$filter', '$count'],
      pageSize: { usual: 90, max: 999 },
      filterable: ['createdDateTime', 'id'],
    }),
};

export { vendorInformation };
