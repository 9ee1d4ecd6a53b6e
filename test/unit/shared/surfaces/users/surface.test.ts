import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/kernel/errors.ts';
import { users } from '#shared/surfaces/users/surface.ts';
import { fakeGraphReader, fixture, readFacts } from '#test/support/graph-reader.ts';

const ada = {
  userId: '00000001-aaaa-4aaa-8aaa-000000000001',
  upn: 'user1@contoso.example',
  displayName: 'Ada Example',
  mail: 'ada@contoso.example',
  proxyAddresses: ['ada.e@contoso.example', 'ada@contoso.example'],
  accountEnabled: true,
  userType: 'member',
  licenses: [
    {
      skuId: 'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46',
      disabledPlanIds: ['a23b959c-7ce8-4e57-9140-b90eb88a9e97'],
      assignedAt: '2024-02-01T00:00:00.000Z',
      groupIds: ['bbbbbbbb-aaaa-4aaa-8aaa-000000000001'],
    },
  ],
  createdAt: '2024-01-02T03:04:05.000Z',
  employeeHireAt: '2026-12-01T00:00:00.000Z',
  isSynced: true,
};
const guest = {
  userId: '00000002-aaaa-4aaa-8aaa-000000000002',
  upn: 'guest_example.net#EXT#@contoso.onmicrosoft.example',
  displayName: null,
  mail: null,
  proxyAddresses: [],
  accountEnabled: false,
  userType: 'guest',
  licenses: [],
  createdAt: null,
  employeeHireAt: null,
  isSynced: false,
};

const answers = fixture('users', 'two-pages-with-sign-ins');
const tooMany = new AppError('MicrosoftRefused', 'cannot query data for more than 120 users at a time');

describe('users', () => {
  it('contain their sign-ins, null where they never signed in', async () => {
    expect(await readFacts(users, fakeGraphReader(answers), { accessOption: 'with-sign-ins' })).toEqual([
      {
        ...ada,
        lastSuccessfulSignInAt: '2026-11-19T10:00:00.000Z',
        lastSignInAt: '2026-11-20T10:00:00.123Z',
        lastNonInteractiveSignInAt: null,
      },
      { ...guest, lastSuccessfulSignInAt: null, lastSignInAt: null, lastNonInteractiveSignInAt: null },
    ]);
  });

  it('have no sign-in fields where they were not requested', async () => {
    const graph = fakeGraphReader(answers);
    expect(await readFacts(users, graph, { accessOption: 'plain' })).toEqual([ada, guest]);
    expect(graph.asked[0]?.query?.['$select']).not.toContain('signInActivity');
  });

  it('are requested in smaller pages where Graph accepts no more', async () => {
    const asked: (string | undefined)[] = [];
    const graph = fakeGraphReader(answers);
    const facts = await readFacts(
      users,
      {
        ...graph,
        async *pages(request) {
          asked.push(request.query?.['$top']);
          if (request.query?.['$top'] === '500') throw tooMany;
          yield* graph.pages(request);
        },
      },
      { accessOption: 'with-sign-ins' },
    );
    expect(asked).toEqual(['500', '120']);
    expect(facts).toHaveLength(2);
  });

  it('are not requested again after a page was read', async () => {
    const graph = fakeGraphReader({ '/users': [{ value: [] }, tooMany] });
    await expect(readFacts(users, graph, { accessOption: 'with-sign-ins' })).rejects.toBe(tooMany);
  });

  it.each(['id', 'userPrincipalName', 'accountEnabled'])('stop at one without %s', async (field) => {
    const user = { id: 'x', userPrincipalName: 'x@contoso.example', accountEnabled: true, [field]: undefined };
    const graph = fakeGraphReader({ '/users': { value: [user] } });
    await expect(readFacts(users, graph)).rejects.toMatchObject({
      code: 'MicrosoftAnswerMalformed',
      details: { field },
    });
  });
});
