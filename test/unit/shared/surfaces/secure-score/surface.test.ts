import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/kernel/errors.ts';
import { secureScore } from '#shared/surfaces/secure-score/surface.ts';
import { fakeGraphReader, fixture, readFacts } from '#test/support/graph-reader.ts';

const answers = fixture('secure-score', 'two-days');
const day = {
  kind: 'day',
  maxScore: 100,
  activeUsers: 9,
  licensedUsers: 10,
  averages: [{ basis: 'AllTenants', score: 41.5 }],
};

describe('Secure Score', () => {
  it('is one record per day, newest first, and one per control of the newest day', async () => {
    expect(await readFacts(secureScore, fakeGraphReader(answers))).toEqual([
      { ...day, day: '2026-11-22', createdAt: '2026-11-22T00:00:00.000Z', currentScore: 61.5 },
      { ...day, day: '2026-11-21', createdAt: '2026-11-21T00:00:00.000Z', currentScore: 60.5 },
      {
        kind: 'control',
        controlId: 'MFARegistrationV2',
        title: 'Register everybody for MFA',
        category: 'Identity',
        score: 4,
        maxScore: 9,
        points: 5,
        hasProfile: true,
        deprecated: false,
        state: 'default',
        userImpact: 'moderate',
        implementationCost: 'low',
        rank: 3,
        tier: 'Core',
        service: 'AAD',
        threats: ['Account breach'],
        actionUrl: 'https://entra.microsoft.com/',
      },
      {
        kind: 'control',
        controlId: 'Retired',
        title: null,
        category: 'Data',
        score: 1,
        maxScore: null,
        points: null,
        hasProfile: false,
        deprecated: false,
        state: 'default',
        userImpact: null,
        implementationCost: null,
        rank: null,
        tier: null,
        service: null,
        threats: [],
        actionUrl: null,
      },
    ]);
  });

  it('has no facts in a new tenant, rather than a zero', async () => {
    expect(await readFacts(secureScore, fakeGraphReader({ '/security/secureScores': { value: [] } }))).toEqual([]);
  });

  it('stops after thirty days', async () => {
    const score = (n: number) => ({
      createdDateTime: new Date(Date.UTC(2026, 9, n)).toISOString(),
      currentScore: n,
      maxScore: 100,
    });
    const page = (from: number) => ({ value: Array.from({ length: 30 }, (_, index) => score(from - index)) });
    const beyond = new AppError('MicrosoftUnavailable', 'must not be asked for');
    const graph = fakeGraphReader({ ...answers, '/security/secureScores': [page(60), beyond] });
    expect(await readFacts(secureScore, graph)).toHaveLength(30);
  });

  it('stops at a day without a score', async () => {
    const graph = fakeGraphReader({
      '/security/secureScores': { value: [{ createdDateTime: '2026-11-22T00:00:00Z', maxScore: 1 }] },
    });
    await expect(readFacts(secureScore, graph)).rejects.toMatchObject({ details: { field: 'currentScore' } });
  });
});
