import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/kernel/errors.ts';
import { mailboxSettings } from '#shared/surfaces/mailbox-settings/surface.ts';
import { fakeGraphReader, fixture, readFacts } from '#test/support/graph-reader.ts';

const user = (n: number) => `0000000${n}-aaaa-4aaa-8aaa-00000000000${n}`;
const path = (n: number) => `/users/${user(n)}/mailboxSettings`;
const askedOn = '2026-11-22';

describe('mailbox purposes', () => {
  it('are requested with no other setting, and dated', async () => {
    const graph = fakeGraphReader(fixture('mailbox-settings', 'purposes'));
    expect(await readFacts(mailboxSettings, graph, { audience: [1, 2, 3].map(user) })).toEqual([
      { userId: user(1), purpose: 'user', askedOn },
      { userId: user(2), purpose: 'shared', askedOn },
      { userId: user(3), purpose: 'unknown', askedOn },
    ]);
    expect(graph.asked.map(({ query }) => query)).toEqual([1, 2, 3].map(() => ({ $select: 'userPurpose' })));
  });

  it('are none without a mailbox, and refused where a mailbox policy denies access', async () => {
    const graph = fakeGraphReader({
      [path(1)]: new AppError('MailboxNotFound', 'no'),
      [path(2)]: new AppError('NeedsAccess', 'no', { byMailboxPolicy: true }),
    });
    expect(await readFacts(mailboxSettings, graph, { audience: [user(1), user(2)] })).toEqual([
      { userId: user(1), purpose: 'none', askedOn },
      { userId: user(2), purpose: 'refused', askedOn },
    ]);
  });

  it.each(['NeedsAccess', 'MicrosoftUnavailable'] as const)('stop at %s', async (code) => {
    const graph = fakeGraphReader({ [path(1)]: new AppError(code, 'no') });
    await expect(readFacts(mailboxSettings, graph, { audience: [user(1)] })).rejects.toMatchObject({ code });
  });

  it('are requested in groups of two hundred', async () => {
    const audience = Array.from({ length: 450 }, (_, index) => `user-${index}`);
    const answers = Object.fromEntries(audience.map((id) => [`/users/${id}/mailboxSettings`, { userPurpose: 'user' }]));
    const sizes: number[] = [];
    const graph = fakeGraphReader(answers);
    const facts = await readFacts(
      mailboxSettings,
      {
        ...graph,
        batch: (requests) => {
          sizes.push(requests.length);
          return graph.batch(requests);
        },
      },
      { audience },
    );
    expect(sizes).toEqual([200, 200, 50]);
    expect(facts).toHaveLength(450);
  });
});
