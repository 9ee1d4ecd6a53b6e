import { describe, expect, it } from 'vitest';
import { changeKindOf } from '#shared/surfaces/directory-audits/change-kinds.ts';
import { DirectoryChange } from '#shared/surfaces/directory-audits/schema.ts';
import { directoryAudits } from '#shared/surfaces/directory-audits/surface.ts';
import { weakeningsBetween } from '#shared/surfaces/directory-audits/weakenings.ts';
import { fakeGraphReader, fixture, readFacts } from '#test/support/graph-reader.ts';

const path = '/auditLogs/directoryAudits';
const answers = fixture('directory-audits', 'role-consent-policy');
const change = (changeId: string, at: string): DirectoryChange => ({
  changeId,
  correlationId: null,
  kind: 'user-created',
  activity: 'Add user',
  at,
  result: 'success',
  by: { kind: 'unknown', id: null, name: null },
  targets: [],
  roles: [],
  permissions: [],
  isForEverybody: false,
  weakenings: [],
});
const ids = (facts: readonly unknown[]) => facts.map((fact) => DirectoryChange.parse(fact).changeId);

describe('directory changes', () => {
  it('name who granted which role to whom, by template id', async () => {
    const graph = fakeGraphReader(answers);
    const [granted] = await readFacts(directoryAudits, graph);
    expect(graph.asked[0]?.query?.['$filter']).toBe('activityDateTime ge 2026-11-15T09:00:00Z');
    expect(granted).toMatchObject({
      kind: 'role-granted',
      at: '2026-11-20T09:00:00.721Z',
      by: { kind: 'user', id: 'aaaaaaaa-0000-4000-8000-000000000001', name: 'admin@contoso.example' },
      targets: [
        { type: 'User', name: 'jo.birch@contoso.example' },
        { type: 'Role', name: 'Global Administrator' },
      ],
      roles: [{ templateId: '62e90394-69f5-4237-9190-012177145e10', name: 'Global Administrator' }],
    });
  });

  it.each([
    [
      'beside the role',
      { modifiedProperties: [{ displayName: 'TemplateId', newValue: '"62E90394-69f5-4237-9190-012177145e10"' }] },
      [],
    ],
    [
      'beside the role, by its origin',
      {
        modifiedProperties: [
          { displayName: 'RoleDefinitionOriginId', newValue: '"62e90394-69f5-4237-9190-012177145e10"' },
        ],
      },
      [],
    ],
    ['beside the row', {}, [{ key: 'TemplateId', value: '62e90394-69f5-4237-9190-012177145e10' }]],
  ])('name the role that PIM granted, by the template %s', async (_where, beside, additionalDetails) => {
    const row = {
      id: 'PIM_1',
      activityDisplayName: 'Add eligible member to role in PIM completed (permanent)',
      activityDateTime: '2026-11-20T09:00:00Z',
      result: 'success',
      additionalDetails,
      targetResources: [
        { type: 'Role', id: 'local-id', displayName: 'Globaler Administrator', ...beside },
        { type: 'User', id: 'user-id', userPrincipalName: 'jo.birch@contoso.example' },
      ],
    };
    const [made] = await readFacts(directoryAudits, fakeGraphReader({ [path]: { value: [row] } }));
    expect(made).toMatchObject({
      kind: 'role-made-eligible',
      roles: [{ templateId: '62e90394-69f5-4237-9190-012177145e10', name: 'Globaler Administrator' }],
    });
  });

  it('name the permissions of a consent, and how a policy was weakened', async () => {
    const [, consent, policy] = await readFacts(directoryAudits, fakeGraphReader(answers));
    expect(consent).toMatchObject({
      kind: 'app-consented',
      by: { kind: 'app', id: null, name: 'Portal' },
      permissions: ['Mail.Read', 'offline_access'],
      isForEverybody: true,
      roles: [],
    });
    expect(policy).toMatchObject({
      kind: 'policy-changed',
      by: { kind: 'unknown' },
      weakenings: ['no-longer-enabled', 'exclusion-added', 'mfa-removed'],
    });
  });

  const roleRow = (initiatedBy: object, activityDisplayName = 'Add member to role') => ({
    id: 'row',
    activityDisplayName,
    activityDateTime: '2026-11-20T00:00:00Z',
    result: 'success',
    initiatedBy,
    targetResources: [],
  });
  const kindOf = async (row: object) => {
    const [fact] = await readFacts(directoryAudits, fakeGraphReader({ [path]: { value: [row] } }));
    return DirectoryChange.parse(fact);
  };

  it.each([
    ['by the application that writes for PIM', { app: { displayName: 'MS-PIM' } }, undefined, 'role-activated'],
    ['by its id', { app: { appId: '01fc33a7-78ba-4d2f-a4b7-768e336e890e' } }, undefined, 'role-activated'],
    ['by another application', { app: { displayName: 'Provisioning' } }, undefined, 'role-granted'],
    [
      'by PIM for good',
      { app: { displayName: 'MS-PIM' } },
      'Add member to role in PIM completed (permanent)',
      'role-granted',
    ],
  ])('tell an activation from a grant %s', async (_who, initiatedBy, activity, kind) => {
    expect(await kindOf(roleRow(initiatedBy, activity))).toMatchObject({ kind });
  });

  it('name the user beside an application without ids, and the application beside a user without any', async () => {
    const app = { appId: '', servicePrincipalId: '', displayName: 'Portal' };
    const user = { id: 'u1', userPrincipalName: 'ada@acme.example' };
    expect((await kindOf(roleRow({ user, app }))).by).toEqual({ kind: 'user', id: 'u1', name: 'ada@acme.example' });
    expect((await kindOf(roleRow({ user: { id: '' }, app }))).by).toEqual({ kind: 'app', id: null, name: 'Portal' });
  });

  it('include only the listed activities of the log', async () => {
    const facts = await readFacts(directoryAudits, fakeGraphReader(answers));
    expect(ids(facts)).toEqual(['Directory_1_A', 'Directory_2_B', 'IPCGraph_3_C', 'Directory_5_E']);
    expect(facts.at(-1)).toMatchObject({ kind: 'app-credentials-added', result: 'failure', targets: [] });
  });

  it('are read incrementally within a day, and removed after seven days', async () => {
    const graph = fakeGraphReader({ [path]: { value: [] } });
    const facts = [change('kept', '2026-11-15T09:00:00.000Z'), change('past', '2026-11-15T08:59:59.000Z')];
    const previous = { facts, completeAt: new Date('2026-11-22T08:30:00.000Z') };
    expect(ids(await readFacts(directoryAudits, graph, { previous }))).toEqual(['kept']);
    expect(graph.asked[0]?.query?.['$filter']).toBe('activityDateTime ge 2026-11-22T06:30:00Z');
  });

  it.each(['id', 'activityDateTime'])('without %s are malformed', async (field) => {
    const complete = { id: 'x', activityDisplayName: 'Add user', activityDateTime: '2026-11-20T00:00:00Z' };
    const { [field as 'id']: _, ...broken } = complete;
    const graph = fakeGraphReader({ [path]: { value: [broken] } });
    await expect(readFacts(directoryAudits, graph)).rejects.toMatchObject({ code: 'MicrosoftAnswerMalformed' });
  });
});

describe('the kind of an activity', () => {
  it.each([
    ['Add member to role completed (PIM activation)', 'role-activated'],
    ['Add eligible member to role in PIM completed (permanent)', 'role-made-eligible'],
    ['Add member to role in PIM completed (permanent)', 'role-granted'],
    ['Add role assignment to role definition', 'role-granted'],
    ['Update application - Certificates and secrets management', 'app-credentials-added'],
    ['Set federation settings on domain', 'domain-authentication-changed'],
    ['Delete conditional access policy', 'policy-deleted'],
    ['Add member to role', 'role-granted'],
    ['Add member to role requested (PIM activation)', undefined],
    ['Add eligible member to role in PIM requested (permanent)', undefined],
    ['Update user', undefined],
    ['Add member to group', undefined],
    ['', undefined],
  ])('%s is %s', (activity, kind) => {
    expect(changeKindOf(activity)).toBe(kind);
  });
});

describe('a policy', () => {
  const enabled = { state: 'enabled', grantControls: { builtInControls: ['mfa'] } };
  it.each([
    ['of places', { locations: { excludeLocations: [] } }, { locations: { excludeLocations: ['id'] } }],
    [
      'of kinds of guests',
      { users: { excludeGuestsOrExternalUsers: null } },
      { users: { excludeGuestsOrExternalUsers: { guestOrExternalUserTypes: 'internalGuest' } } },
    ],
    [
      'of one more kind of guest',
      { users: { excludeGuestsOrExternalUsers: { guestOrExternalUserTypes: 'internalGuest' } } },
      { users: { excludeGuestsOrExternalUsers: { guestOrExternalUserTypes: 'internalGuest,serviceProvider' } } },
    ],
    ['of platforms', { platforms: null }, { platforms: { includePlatforms: ['all'], excludePlatforms: ['linux'] } }],
    ['of a condition that Microsoft adds later', {}, { things: { excludeThings: ['id'] } }],
    ['of devices by a filter', {}, { devices: { deviceFilter: { mode: 'exclude', rule: 'device.model -eq "x"' } } }],
  ])('an exclusion %s weakens', (_what, before, after) => {
    const policy = (conditions: object) => ({ state: 'enabled', conditions });
    expect(weakeningsBetween(policy(before), policy(after))).toEqual(['exclusion-added']);
    expect(weakeningsBetween(policy(after), policy(before))).toEqual([]);
  });

  it.each([
    ['that stays as it is', enabled, enabled],
    ['that was off', { ...enabled, state: 'disabled' }, { state: 'disabled' }],
    ['that nobody can read', 'text', null],
    [
      'that demands a strength instead',
      enabled,
      { state: 'enabled', grantControls: { authenticationStrength: { id: 'x' } } },
    ],
  ])('%s is not weakened', (_which, before, after) => {
    expect(weakeningsBetween(before, after)).toEqual([]);
  });
});
