import { openClientHarness } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';

export const tenantNotFound: FaultScenario = {
  number: 19,
  fault: 'the tenant does not exist (AADSTS90002)',
  expected: 'TenantNotFound by 1 token request and 0 requests to Graph',
  protection: {
    file: 'shared/microsoft/token-refusals.ts',
    find: "  { numbers: [90002], meaning: 'the tenant does not exist in this cloud', code: 'TenantNotFound' },\n",
    replace: '',
    without: 'it counts as an unknown refusal',
  },
  async run() {
    const { domains, server } = await openClientHarness({
      configured: { tenantId: '99999999-0000-4000-8000-000000000000' },
    });
    const outcome = await domains();
    const { token, graph } = server.counters();
    return `${outcome} by ${token} token request and ${graph} requests to Graph`;
  },
};
