import { defineSurface } from '../define-surface.ts';
import { recordsOf } from '../records.ts';
import { normalize } from './normalize.ts';
import { Organization, RawOrganization } from './schema.ts';

export const organization = defineSurface({
  id: 'organization',
  title: 'Organization',
  reference: 'https://learn.microsoft.com/graph/api/organization-list',
  job: 'posture',
  features: ['hardening'],
  throttleDomain: 'directory',
  everySeconds: 24 * 3600,
  accessOptions: [{ name: 'organization', scopes: [['Directory.Read.All']] }],
  completeness: 'replace',
  fact: Organization,
  factVersion: 1,
  identify: (fact) => fact.tenantId,
  async *read({ graph }) {
    const select = 'id,displayName,createdDateTime,onPremisesSyncEnabled,verifiedDomains';
    for await (const records of recordsOf(
      graph,
      { path: '/organization', query: { $select: select } },
      RawOrganization,
    )) {
      yield records.map(normalize);
    }
  },
});
