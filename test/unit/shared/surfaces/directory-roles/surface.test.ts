import { describe, expect, it } from 'vitest';
import { leftOutTally } from '#shared/collecting/left-out-tally.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { directoryRoles } from '#shared/surfaces/directory-roles/surface.ts';
import { fakeGraphReader, fixture, readFacts } from '#test/support/graph-reader.ts';

const globalAdmin = '62e90394-69f5-4237-9190-012177145e10';
const exchangeAdmin = '29232cdf-9323-42fd-ade2-1d097af3e4de';
const group = '90000001-bbbb-4bbb-8bbb-000000000001';
const user = (n: number) => `0000000${n}-aaaa-4aaa-8aaa-00000000000${n}`;
const direct = { directoryScopeId: '/', viaGroupId: null, principalAppId: null };

describe('directory roles', () => {
  it('are held by people, groups and their members, and applications', async () => {
    const graph = fakeGraphReader(fixture('directory-roles', 'person-group-and-application'));
    const held = { roleTemplateId: exchangeAdmin, roleName: 'Exchange Administrator', isPrivileged: false };
    const admin = { roleTemplateId: globalAdmin, roleName: 'Globaler Administrator', isPrivileged: true };
    const facts = await readFacts(directoryRoles, graph);
    expect(facts).toEqual([
      { ...direct, ...admin, principalId: user(1), principalType: 'user', principalName: 'Ada Example' },
      { ...direct, ...held, principalId: group, principalType: 'group', principalName: 'Mail admins' },
      {
        principalId: user(4),
        principalType: 'servicePrincipal',
        principalName: 'Backup',
        principalAppId: 'b0b0b0b0-0000-4000-8000-000000000004',
        roleTemplateId: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
        roleName: null,
        isPrivileged: false,
        directoryScopeId: '/administrativeUnits/x',
        viaGroupId: null,
      },
      // A deleted group: its assignment stays, and nobody holds the role through it.
      {
        ...direct,
        ...admin,
        principalId: '90000002-bbbb-4bbb-8bbb-000000000002',
        principalType: 'group',
        principalName: 'Gone',
      },
      {
        ...direct,
        ...held,
        principalId: user(2),
        principalType: 'user',
        principalName: 'Bo Example',
        viaGroupId: group,
      },
      {
        ...direct,
        ...held,
        principalId: user(5),
        principalType: 'servicePrincipal',
        principalName: 'Archive',
        principalAppId: 'b0b0b0b0-0000-4000-8000-000000000005',
        viaGroupId: group,
      },
    ]);
    expect(new Set(facts.map((fact) => directoryRoles.identify(directoryRoles.fact.parse(fact)))).size).toBe(6);
  });

  it('lack the members of a group that fails for good, and count it', async () => {
    const answers = fixture('directory-roles', 'person-group-and-application');
    const broken = { [`/groups/${group}/transitiveMembers`]: new AppError('MicrosoftUnavailable', 'no') };
    const leftOut = leftOutTally();
    const facts = await readFacts(directoryRoles, fakeGraphReader({ ...answers, ...broken }), { leftOut });
    expect([facts.length, leftOut.counts()]).toEqual([4, { objects: 1, records: 0 }]);
  });

  it('stop at an assignment without a principal', async () => {
    const graph = fakeGraphReader({
      '/roleManagement/directory/roleDefinitions': { value: [] },
      '/roleManagement/directory/roleAssignments': { value: [{ roleDefinitionId: globalAdmin }] },
    });
    await expect(readFacts(directoryRoles, graph)).rejects.toMatchObject({ details: { field: 'principalId' } });
  });
});
