import { describe, expect, it } from 'vitest';
import { leftOutTally } from '#shared/collecting/left-out-tally.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { appGrants } from '#shared/surfaces/app-grants/surface.ts';
import { type Answers, fakeGraphReader, fixture, readFacts } from '#test/support/graph-reader.ts';

const answers = fixture('app-grants', 'one-tenant');
const read = (changes: Answers = {}) => readFacts(appGrants, fakeGraphReader({ ...answers, ...changes }));

const graph = { resourceAppId: '00000003-0000-0000-c000-000000000000', resource: 'Microsoft Graph' };
const [graphPath, assignedPath] = [
  "/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')",
  '/servicePrincipals/a0000000-0000-4000-8000-000000000001/appRoleAssignedTo',
];

describe('applications and their grants', () => {
  it('are the applications with permissions that Microsoft does not own, and the registrations with their credentials', async () => {
    expect(await read()).toEqual([
      {
        kind: 'app',
        appId: 'b0000000-0000-4000-8000-000000000002',
        principalId: 'a0000000-0000-4000-8000-000000000002',
        name: 'Contoso Backup',
        ownerTenantId: 'c0000000-0000-4000-8000-000000000002',
        type: 'application',
        isEnabled: false,
        replyUrls: ['https://backup.example.com/a', 'https://backup.example.com/b'],
        application: [
          { ...graph, permission: 'Mail.Read' },
          { ...graph, permission: 'RoleManagement.ReadWrite.Directory' },
          { ...graph, permission: null },
        ],
        delegated: [],
      },
      {
        kind: 'app',
        appId: 'b0000000-0000-4000-8000-000000000003',
        principalId: 'a0000000-0000-4000-8000-000000000003',
        name: 'b0000000-0000-4000-8000-000000000003',
        ownerTenantId: null,
        type: 'unknown',
        isEnabled: true,
        replyUrls: [],
        application: [],
        delegated: [
          { ...graph, permission: 'Files.Read.All' },
          { ...graph, permission: 'Mail.ReadWrite' },
          {
            resourceAppId: 'a0000000-0000-4000-8000-00000000000f',
            resource: 'a0000000-0000-4000-8000-00000000000f',
            permission: 'access',
          },
        ],
      },
      {
        kind: 'registration',
        appId: 'b0000000-0000-4000-8000-00000000000a',
        name: 'Payroll export',
        credentials: [
          { keyId: 'k1', kind: 'secret', startsAt: '2026-01-01T00:00:00.000Z', endsAt: '2027-01-01T00:00:00.123Z' },
          { keyId: 'k2', kind: 'certificate', startsAt: null, endsAt: '2026-12-01T00:00:00.000Z' },
        ],
      },
    ]);
  });

  it.each<[string, object, boolean]>([
    ['is on the list of abused applications', { appId: 'FF8D92DC-3D82-41D6-BCBD-B9174D163620' }, true],
    ['has both marks', { displayName: '..', replyUrls: ['http://localhost:7777/access'] }, true],
    ['has a strange name alone', { displayName: '..' }, false],
    ['has a loopback reply URL alone', { replyUrls: ['http://localhost:7777/access'] }, false],
  ])('have a record without a permission if the application %s', async (_what, fields, isKept) => {
    const odd = { id: 'odd', appId: 'odd-app', displayName: 'Odd', servicePrincipalType: 'Application', ...fields };
    const facts = await read({ '/servicePrincipals': { value: [odd] } });
    expect(facts.filter((fact) => Reflect.get(Object(fact), 'kind') === 'app')).toHaveLength(isKept ? 1 : 0);
  });

  it('contain neither hints nor names of credentials', async () => {
    expect(JSON.stringify(await read())).not.toMatch(/abc|secret of Jo/);
  });

  it('take at most eight requests, however many applications there are', async () => {
    const reader = fakeGraphReader(answers);
    await readFacts(appGrants, reader);
    // Four of them are one batch. This tenant lacks three of its resources.
    expect(reader.asked.map(({ path }) => path)).toEqual([
      '/servicePrincipals',
      ...Array.from({ length: 4 }, () => "/servicePrincipals(appId='{appId}')"),
      '/servicePrincipals/{id}/appRoleAssignedTo',
      '/oauth2PermissionGrants',
      '/applications',
    ]);
  });

  it.each([
    [graphPath, new AppError('MicrosoftUnavailable', 'no')],
    [assignedPath, new AppError('MicrosoftUnavailable', 'no')],
    [graphPath, { id: 'x', appId: 'y' }],
    [assignedPath, { value: [{ principalId: 'x' }] }],
  ])('lack the permissions of one resource that cannot be read, and count it: %s', async (path, answer) => {
    const leftOut = leftOutTally();
    const facts = await readFacts(appGrants, fakeGraphReader({ ...answers, [path]: answer }), { leftOut });
    expect(facts).not.toEqual([]);
    expect(leftOut.counts()).toEqual({ objects: 1, records: 0 });
  });

  it.each(['/servicePrincipals', '/oauth2PermissionGrants', '/applications'])(
    'are refused whole where %s is: half a list would look like a clean one',
    async (path) => {
      for (const code of ['NeedsAccess', 'MicrosoftThrottled', 'MicrosoftUnavailable'] as const) {
        await expect(read({ [path]: new AppError(code, 'no') })).rejects.toMatchObject({ code });
      }
    },
  );

  it.each([
    ['/servicePrincipals', { id: 'x' }, 'appId'],
    ['/oauth2PermissionGrants', { clientId: 'x', consentType: 'AllPrincipals' }, 'resourceId'],
    ['/applications', { appId: 'x', passwordCredentials: [{ keyId: 'k' }] }, 'passwordCredentials.0.endDateTime'],
  ])('reject a missing %s', async (path, item, field) => {
    await expect(read({ [path]: { value: [item] } })).rejects.toMatchObject({ details: { field } });
  });
});
