import { isolatedTenant, openClientHarness } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';

export const credentialRefused: FaultScenario = {
  number: 8,
  fault: 'the secret has expired (AADSTS7000222), or is wrong (AADSTS7000215)',
  expected: 'expired: SecretExpired by 1 token request; wrong: SecretInvalid by 1 token request',
  protection: {
    file: 'shared/microsoft/token-refusals.ts',
    find: "  { numbers: [7000222], meaning: 'the secret has expired', code: 'SecretExpired' },\n",
    replace: '',
    without: 'an expired secret counts as invalid',
  },
  async run() {
    const tenant = isolatedTenant();
    for (const { secrets } of tenant.applications) for (const secret of secrets) secret.endsAt = '2026-11-01T00:00:00Z';
    const expired = await openClientHarness({ tenant });
    const wrong = await openClientHarness({ configured: { secret: 'a-wrong-secret' } });
    return [
      `expired: ${await expired.domains()} by ${expired.server.counters().token} token request`,
      `wrong: ${await wrong.domains()} by ${wrong.server.counters().token} token request`,
    ].join('; ');
  },
};
