import { describe, expect, it } from 'vitest';
import { securityDefaults } from '#shared/surfaces/security-defaults/surface.ts';
import { factsOf, fixture, graphThatAnswers } from '#test/support/graph-reader.ts';

describe('Security Defaults', () => {
  it('are on or off', async () => {
    const facts = await factsOf(securityDefaults, graphThatAnswers(fixture('security-defaults', 'on')));
    expect(facts).toEqual([{ isEnabled: true }]);
  });

  it('are never guessed', async () => {
    const graph = graphThatAnswers({ '/policies/identitySecurityDefaultsEnforcementPolicy': { isEnabled: null } });
    await expect(factsOf(securityDefaults, graph)).rejects.toMatchObject({ details: { field: 'isEnabled' } });
  });
});
