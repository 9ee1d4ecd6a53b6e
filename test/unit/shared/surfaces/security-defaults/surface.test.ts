import { describe, expect, it } from 'vitest';
import { securityDefaults } from '#shared/surfaces/security-defaults/surface.ts';
import { fakeGraphReader, fixture, readFacts } from '#test/support/graph-reader.ts';

describe('Security Defaults', () => {
  it('are on or off', async () => {
    const facts = await readFacts(securityDefaults, fakeGraphReader(fixture('security-defaults', 'on')));
    expect(facts).toEqual([{ isEnabled: true }]);
  });

  it('reject a missing state', async () => {
    const graph = fakeGraphReader({ '/policies/identitySecurityDefaultsEnforcementPolicy': { isEnabled: null } });
    await expect(readFacts(securityDefaults, graph)).rejects.toMatchObject({ details: { field: 'isEnabled' } });
  });
});
