import { defineSurface } from '../define-surface.ts';
import { parseRaw } from '../raw.ts';
import { normalize } from './normalize.ts';
import { RawSecurityDefaults, SecurityDefaults } from './schema.ts';

export const securityDefaults = defineSurface({
  id: 'security-defaults',
  title: 'Security Defaults',
  reference: 'https://learn.microsoft.com/graph/api/identitysecuritydefaultsenforcementpolicy-get',
  job: 'posture',
  features: ['mfa', 'conditional-access'],
  throttleDomain: 'directory',
  everySeconds: 6 * 3600,
  accessOptions: [{ name: 'policy', scopes: [['Policy.Read.All']] }],
  completeness: 'replace',
  fact: SecurityDefaults,
  factVersion: 1,
  identify: () => 'security-defaults',
  async *read({ graph }) {
    yield [
      normalize(
        parseRaw(RawSecurityDefaults, await graph.get({ path: '/policies/identitySecurityDefaultsEnforcementPolicy' })),
      ),
    ];
  },
});
