import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/kernel/errors.ts';
import { perUserMfa } from '#shared/surfaces/per-user-mfa/surface.ts';
import { fakeGraphReader, fixture, readFacts } from '#test/support/graph-reader.ts';

const user = (n: number) => `0000000${n}-aaaa-4aaa-8aaa-00000000000${n}`;
const path = (n: number) => `/users/${user(n)}/authentication/requirements`;

describe('per-user MFA', () => {
  it('is one state per user, unknown where Microsoft added a value', async () => {
    const graph = fakeGraphReader(fixture('per-user-mfa', 'states'));
    expect(await readFacts(perUserMfa, graph, { audience: [1, 2, 3, 4].map(user) })).toEqual([
      { userId: user(1), state: 'enforced' },
      { userId: user(2), state: 'disabled' },
      { userId: user(3), state: 'unknown' },
    ]);
    expect(graph.asked.every(({ version }) => version === 'beta')).toBe(true);
  });

  it.each(['MicrosoftRefused', 'MicrosoftUnavailable', 'NeedsAccess'] as const)(
    'is unknown for a user whose own request fails: %s',
    async (code) => {
      const graph = fakeGraphReader({ ...fixture('per-user-mfa', 'states'), [path(1)]: new AppError(code, 'no') });
      const facts = await readFacts(perUserMfa, graph, { audience: [user(1), user(2)] });
      expect(facts).toEqual([
        { userId: user(1), state: 'unknown' },
        { userId: user(2), state: 'disabled' },
      ]);
    },
  );

  it.each(['NeedsAccess', 'MicrosoftUnavailable', 'TokenRefused'] as const)('stops at %s', async (code) => {
    const graph = fakeGraphReader({ [path(1)]: new AppError(code, 'no') });
    await expect(readFacts(perUserMfa, graph, { audience: [user(1)] })).rejects.toMatchObject({ code });
  });
});
