import { defineSurface } from '../define-surface.ts';
import { recordsOf } from '../records.ts';
import { normalize } from './normalize.ts';
import { RawRiskyUser, RiskyUser } from './schema.ts';

export const riskyUsers = defineSurface({
  id: 'risky-users',
  title: 'Risky users',
  reference: 'https://learn.microsoft.com/graph/api/riskyuser-list',
  job: 'posture',
  features: ['threats'],
  throttleDomain: 'conditional-access',
  everySeconds: 6 * 3600,
  optional: true,
  accessOptions: [{ name: 'at-risk', scopes: [['IdentityRiskyUser.Read.All']], plans: ['AAD_PREMIUM_P2'] }],
  completeness: 'replace',
  fact: RiskyUser,
  factVersion: 1,
  identify: (fact) => fact.userId,
  async *read({ graph }) {
    const $filter = "riskState eq 'atRisk' or riskState eq 'confirmedCompromised'";
    const request = { path: '/identityProtection/riskyUsers', query: { $filter, $top: '500' } };
    for await (const users of recordsOf(graph, request, RawRiskyUser)) {
      yield users.map(normalize).filter((fact) => fact !== undefined);
    }
  },
});
