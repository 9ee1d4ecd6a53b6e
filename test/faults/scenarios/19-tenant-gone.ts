import { reading } from '../at-microsoft.ts';
import type { FaultScenario } from '../scenario.ts';

export const tenantGone: FaultScenario = {
  number: 19,
  fault: 'the tenant is gone (AADSTS90002)',
  expected: 'TenantNotFound by 1 token request and 0 requests to Graph',
  protection: {
    file: 'shared/microsoft/classify.ts',
    find: "  ['TenantNotFound', [90002, 900023, 900021]],\n",
    replace: '',
    without: 'it is some refusal, which names nothing that a person could do',
  },
  async run() {
    const { domains, server } = await reading({ told: { tenantId: '99999999-0000-4000-8000-000000000000' } });
    const seen = await domains();
    const { token, graph } = server.counters();
    return `${seen} by ${token} token request and ${graph} requests to Graph`;
  },
};
