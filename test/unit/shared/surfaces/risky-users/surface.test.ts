import { describe, expect, it } from 'vitest';
import { riskyUsers } from '#shared/surfaces/risky-users/surface.ts';
import { fakeGraphReader, fixture, readFacts } from '#test/support/graph-reader.ts';

describe('risky users', () => {
  it('are those at risk or compromised, without past risks and deleted accounts', async () => {
    const graph = fakeGraphReader(fixture('risky-users', 'at-risk-and-past'));
    expect(await readFacts(riskyUsers, graph)).toEqual([
      {
        userId: 'aaaaaaaa-0000-4000-8000-000000000001',
        upn: 'jo.birch@contoso.example',
        level: 'high',
        state: 'atRisk',
        detail: 'none',
        updatedAt: '2026-11-21T10:00:00.123Z',
      },
      {
        userId: 'aaaaaaaa-0000-4000-8000-000000000002',
        upn: null,
        level: 'medium',
        state: 'confirmedCompromised',
        detail: 'adminConfirmedUserCompromised',
        updatedAt: null,
      },
    ]);
    expect(graph.asked).toHaveLength(1);
  });

  it('without an id are malformed', async () => {
    const graph = fakeGraphReader({ '/identityProtection/riskyUsers': { value: [{ riskState: 'atRisk' }] } });
    await expect(readFacts(riskyUsers, graph)).rejects.toMatchObject({
      code: 'MicrosoftAnswerMalformed',
      details: { field: 'id' },
    });
  });
});
