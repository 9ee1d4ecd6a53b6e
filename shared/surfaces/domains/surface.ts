import { defineSurface } from '../define-surface.ts';
import { recordsOf } from '../records.ts';
import { normalize } from './normalize.ts';
import { Domain, RawDomain } from './schema.ts';

export const domains = defineSurface({
  id: 'domains',
  title: 'Domains',
  reference: 'https://learn.microsoft.com/graph/api/domain-list',
  job: 'posture',
  features: ['hardening'],
  throttleDomain: 'directory',
  everySeconds: 24 * 3600,
  accessOptions: [{ name: 'domains', scopes: [['Directory.Read.All']] }],
  completeness: 'replace',
  fact: Domain,
  factVersion: 1,
  identify: (fact) => fact.name,
  async *read({ graph }) {
    const select = 'id,authenticationType,isVerified,isDefault,isInitial,passwordValidityPeriodInDays';
    for await (const records of recordsOf(graph, { path: '/domains', query: { $select: select } }, RawDomain)) {
      yield records.map(normalize);
    }
  },
});
