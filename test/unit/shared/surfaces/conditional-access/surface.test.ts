import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { leftOutTally } from '#shared/collecting/left-out-tally.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { ConditionalAccessFact } from '#shared/surfaces/conditional-access/schema.ts';
import { conditionalAccess } from '#shared/surfaces/conditional-access/surface.ts';
import { fakeGraphReader, fixture, readFacts } from '#test/support/graph-reader.ts';

const user = (n: number) => `0000000${n}-aaaa-4aaa-8aaa-00000000000${n}`;
const group = (n: number) => `9000000${n}-bbbb-4bbb-8bbb-00000000000${n}`;
const noUsers = {
  everyone: false,
  userIds: [],
  groupIds: [],
  roleIds: [],
  guests: false,
  guestTypes: [],
  guestTenants: { membership: 'all', tenantIds: [] },
};
const anywhere = {
  forWorkloads: false,
  platforms: null,
  locations: null,
  devices: null,
  signInRiskLevels: [],
  userRiskLevels: [],
  servicePrincipalRiskLevels: [],
  insiderRiskLevels: [],
  authenticationFlows: [],
  unknownConditions: [],
};

const mfaForAll = {
  ...anywhere,
  kind: 'policy',
  policyId: 'c0000001-cccc-4ccc-8ccc-000000000001',
  name: 'Policy 1',
  state: 'enabled',
  createdAt: '2026-01-01T00:00:00.000Z',
  modifiedAt: null,
  include: { ...noUsers, everyone: true },
  exclude: noUsers,
  applications: {
    everything: true,
    include: ['All'],
    exclude: [],
    userActions: [],
    authenticationContexts: [],
    filter: null,
  },
  clientAppTypes: ['all'],
  grant: { operator: 'OR', controls: ['mfa'], customAuthenticationFactors: [], termsOfUse: [], strength: null },
  sessionControls: [],
};

const narrowed = {
  ...anywhere,
  kind: 'policy',
  policyId: 'c0000002-cccc-4ccc-8ccc-000000000002',
  name: 'Policy 2',
  state: 'report-only',
  createdAt: '2026-01-01T00:00:00.000Z',
  modifiedAt: null,
  include: {
    everyone: false,
    userIds: [user(1)],
    groupIds: [group(1)],
    roleIds: ['62e90394-69f5-4237-9190-012177145e10'],
    guests: true,
    guestTypes: ['internalGuest', 'b2bCollaborationGuest'],
    // The object is there and says nothing.
    guestTenants: { membership: 'unknown', tenantIds: [] },
  },
  exclude: { ...noUsers, groupIds: [group(2)], guests: true },
  applications: {
    everything: false,
    include: ['Office365'],
    exclude: ['00000002-0000-0ff1-ce00-000000000000'],
    userActions: [],
    authenticationContexts: [],
    filter: { mode: 'exclude', rule: 'x' },
  },
  clientAppTypes: ['exchangeActiveSync', 'other'],
  platforms: { include: ['all'], exclude: ['iOS'] },
  locations: { include: ['All'], exclude: ['AllTrusted'] },
  devices: { include: [], exclude: [], filter: { mode: 'exclude', rule: 'device.isCompliant -eq True' } },
  signInRiskLevels: ['high'],
  userRiskLevels: ['medium'],
  insiderRiskLevels: ['elevated'],
  authenticationFlows: ['deviceCodeFlow', 'authenticationTransfer'],
  unknownConditions: [],
  grant: {
    operator: 'AND',
    controls: [],
    customAuthenticationFactors: [],
    termsOfUse: [],
    strength: {
      id: '00000000-0000-0000-0000-000000000004',
      name: 'Phishing-resistant MFA',
      satisfiesMfa: true,
      allowedCombinations: ['fido2'],
    },
  },
  sessionControls: ['signInFrequency'],
};

const location = (n: number) => `d000000${n}-dddd-4ddd-8ddd-00000000000${n}`;
const builtIn = '00000000-0000-0000-0000-000000000004';
const office = {
  kind: 'location',
  name: 'Office',
  type: 'ranges',
  isTrusted: true,
  ranges: ['192.0.2.0/24', '2001:db8::/32'],
  countries: [],
  withoutCountry: false,
  lookup: 'address',
};
const countries = {
  ...office,
  name: 'Countries',
  type: 'countries',
  isTrusted: false,
  ranges: [],
  countries: ['US', 'DE'],
  withoutCountry: true,
};

const locationsPath = '/identity/conditionalAccess/namedLocations';

describe('Conditional Access', () => {
  it('consists of the policies and the members of the groups they name', async () => {
    const graph = fakeGraphReader(fixture('conditional-access', 'two-policies-and-their-groups'));
    const facts = await readFacts(conditionalAccess, graph);
    expect(facts).toEqual([
      mfaForAll,
      narrowed,
      { ...office, locationId: location(1) },
      { ...countries, locationId: location(2) },
      { ...countries, locationId: location(3), name: 'Moon', type: 'unknown', countries: [], withoutCountry: false },
      { kind: 'list', list: 'locations' },
      { kind: 'strength', strengthId: builtIn, name: 'Phishing-resistant MFA', allowedCombinations: ['fido2'] },
      { kind: 'list', list: 'strengths' },
      { kind: 'group', groupId: group(1), part: 0, found: true, memberIds: [user(2)] },
      { kind: 'group', groupId: group(1), part: 1, found: true, memberIds: [user(3)] },
      { kind: 'group', groupId: group(2), part: 0, found: false, memberIds: [] },
    ]);
    expect(new Set(facts.map((fact) => conditionalAccess.identify(conditionalAccess.fact.parse(fact)))).size).toBe(11);
  });

  it('has no policies where Graph answers with an empty list', async () => {
    const graph = fakeGraphReader(fixture('conditional-access', 'free-tenant'));
    expect(await readFacts(conditionalAccess, graph)).toEqual([
      { kind: 'list', list: 'locations' },
      { kind: 'list', list: 'strengths' },
    ]);
  });

  it.each<[string, object, { forWorkloads: boolean; userIds: string[] }]>([
    ['agents as users', { users: { includeUsers: ['AllAgentIdUsers'] } }, { forWorkloads: true, userIds: [] }],
    [
      'agents as users, and a person',
      { users: { includeUsers: ['AllAgentIdUsers', user(1)] } },
      { forWorkloads: false, userIds: [user(1)] },
    ],
    [
      'agent identities',
      {
        users: { includeUsers: ['None'] },
        clientApplications: { includeServicePrincipals: [], includeAgentIdServicePrincipals: ['All'] },
      },
      { forWorkloads: true, userIds: [] },
    ],
    [
      'agent identities by a filter',
      {
        users: { includeUsers: ['None'] },
        clientApplications: { agentIdServicePrincipalFilter: { mode: 'include', rule: 'x' } },
      },
      { forWorkloads: true, userIds: [] },
    ],
    [
      'risky agents',
      { users: { includeUsers: ['All'] }, agentIdRiskLevels: 'medium,high' },
      { forWorkloads: true, userIds: [] },
    ],
    [
      'people, with empty conditions for agents',
      {
        users: { includeUsers: ['All'] },
        clientApplications: {
          includeServicePrincipals: [],
          includeAgentIdServicePrincipals: [],
          agentIdServicePrincipalFilter: null,
        },
        agentIdRiskLevels: null,
      },
      { forWorkloads: false, userIds: [] },
    ],
  ])('counts a policy for %s in its own space', async (_what, conditions, { forWorkloads, userIds }) => {
    const policies = [{ id: 'agents', displayName: 'Agents', state: 'enabled', conditions }];
    const graph = fakeGraphReader({ '/identity/conditionalAccess/policies': { value: policies } });
    expect(await readFacts(conditionalAccess, graph)).toMatchObject([{ forWorkloads, include: { userIds } }]);
  });

  it('excludes no user by the word for agents', async () => {
    const users = { includeUsers: ['All'], excludeUsers: ['AllAgentIdUsers'] };
    const policies = [{ id: 'people', displayName: 'People', state: 'enabled', conditions: { users } }];
    const graph = fakeGraphReader({ '/identity/conditionalAccess/policies': { value: policies } });
    expect(await readFacts(conditionalAccess, graph)).toMatchObject([
      { forWorkloads: false, include: { everyone: true }, exclude: { userIds: [] } },
    ]);
  });

  it('maps a state that Microsoft adds to unknown, never to enabled', async () => {
    const policy = { id: 'p', state: 'enabledSomehow', conditions: {} };
    const graph = fakeGraphReader({ '/identity/conditionalAccess/policies': { value: [policy] } });
    expect(await readFacts(conditionalAccess, graph)).toMatchObject([
      { state: 'unknown', name: 'p', include: noUsers, exclude: noUsers, grant: null },
    ]);
  });

  const normalized = async (policy: object): Promise<unknown> => {
    const policies = [{ id: 'p', state: 'enabled', conditions: {}, ...policy }];
    const graph = fakeGraphReader({ '/identity/conditionalAccess/policies': { value: policies } });
    return (await readFacts(conditionalAccess, graph))[0];
  };

  it('names the conditions that are set and not known, and no annotation or empty one', async () => {
    const conditions = {
      'applications@odata.context': 'x',
      constellation: { include: ['storm'] },
      moonPhases: [],
      applications: { includeApplications: ['All'], networkAccess: { kind: 'internet' } },
    };
    expect(await normalized({ conditions })).toMatchObject({ unknownConditions: ['constellation', 'networkAccess'] });
  });

  it('keeps a control that is set and not known', async () => {
    const grantControls = { operator: 'AND', builtInControls: ['mfa'], fingerprints: ['left'], palmPrints: null };
    expect(await normalized({ grantControls })).toMatchObject({ grant: { controls: ['mfa', 'fingerprints'] } });
  });

  it.each([
    [null, 'OR'],
    [undefined, 'OR'],
    ['and', 'AND'],
    ['XOR', 'unknown'],
  ])('reads the operator %s as %s', async (operator, expected) => {
    expect(await normalized({ grantControls: { operator, builtInControls: ['mfa'] } })).toMatchObject({
      grant: { operator: expected },
    });
  });

  it.each([
    ['mfa', true],
    ['none', false],
    [null, null],
    ['unknownFutureValue', null],
  ])('reads the requirement %s of a strength as %s', async (requirementsSatisfied, satisfiesMfa) => {
    const authenticationStrength = { id: 's', requirementsSatisfied };
    expect(await normalized({ grantControls: { authenticationStrength } })).toMatchObject({
      grant: { strength: { satisfiesMfa } },
    });
  });

  it('keeps the home tenants of the guests that a policy names', async () => {
    const members = ['0b1c2d3e-0000-4000-8000-00000000000F'];
    const includeGuestsOrExternalUsers = {
      guestOrExternalUserTypes: 'b2bCollaborationGuest,serviceProvider',
      externalTenants: { membershipKind: 'enumerated', members },
    };
    expect(await normalized({ conditions: { users: { includeGuestsOrExternalUsers } } })).toMatchObject({
      include: {
        guestTypes: ['b2bCollaborationGuest', 'serviceProvider'],
        guestTenants: { membership: 'enumerated', tenantIds: ['0b1c2d3e-0000-4000-8000-00000000000f'] },
      },
    });
  });

  it('names no kind of guests if the object says none, and every kind by the word', async () => {
    const users = { includeUsers: ['GuestsOrExternalUsers'], excludeGuestsOrExternalUsers: {} };
    expect(await normalized({ conditions: { users } })).toMatchObject({
      include: { guests: true, guestTypes: [] },
      exclude: { guests: true, guestTypes: ['none'] },
    });
  });

  it('lacks the members of a group that cannot be read, and counts the group', async () => {
    const answers = fixture('conditional-access', 'two-policies-and-their-groups');
    const broken = { [`/groups/${group(1)}/transitiveMembers`]: new AppError('MicrosoftUnavailable', 'no') };
    const leftOut = leftOutTally();
    const facts = await readFacts(conditionalAccess, fakeGraphReader({ ...answers, ...broken }), { leftOut });
    expect(facts.filter((fact) => ConditionalAccessFact.parse(fact).kind === 'policy')).toHaveLength(2);
    expect(leftOut.counts()).toEqual({ objects: 1, records: 0 });
  });

  const member = (id: string): object => ({ '@odata.type': '#microsoft.graph.user', id });

  const groupsAfter = async (pages: readonly unknown[]): Promise<{ parts: unknown[]; counts: unknown }> => {
    const answers = fixture('conditional-access', 'two-policies-and-their-groups');
    const leftOut = leftOutTally();
    const graph = fakeGraphReader({ ...answers, [`/groups/${group(1)}/transitiveMembers`]: pages });
    const facts = (await readFacts(conditionalAccess, graph, { leftOut })).map((fact) =>
      ConditionalAccessFact.parse(fact),
    );
    const parts = facts.flatMap((fact) => (fact.kind === 'group' && fact.groupId === group(1) ? [fact] : []));
    return { parts, counts: leftOut.counts() };
  };

  it('keeps no member of a group whose second page cannot be read', async () => {
    const pages = [{ value: [member(user(1))] }, new AppError('MicrosoftUnavailable', 'no')];
    expect(await groupsAfter(pages)).toEqual({ parts: [], counts: { objects: 1, records: 0 } });
  });

  it('keeps no member of a group of which one is not as documented', async () => {
    const pages = [{ value: [member(user(1))] }, { value: [member(user(2)), { id: 7 }] }];
    expect(await groupsAfter(pages)).toEqual({ parts: [], counts: { objects: 0, records: 1 } });
  });

  it('has no member of a group that is deleted while it is read', async () => {
    const pages = [{ value: [member(user(1))] }, new AppError('NotFound', 'gone')];
    expect(await groupsAfter(pages)).toEqual({
      parts: [{ kind: 'group', groupId: group(1), part: 0, found: false, memberIds: [] }],
      counts: { objects: 0, records: 0 },
    });
  });

  const kindsAfter = async (answers: object): Promise<{ kinds: unknown[]; counts: unknown }> => {
    const complete = fixture('conditional-access', 'two-policies-and-their-groups');
    const leftOut = leftOutTally();
    const facts = await readFacts(conditionalAccess, fakeGraphReader({ ...complete, ...answers }), { leftOut });
    const kinds = facts.map((fact) => ConditionalAccessFact.parse(fact)).filter(({ kind }) => kind !== 'group');
    return { kinds: kinds.map((fact) => (fact.kind === 'list' ? fact.list : fact.kind)), counts: leftOut.counts() };
  };

  it('says nothing of a permission that the named locations lack, and keeps the policies', async () => {
    expect(await kindsAfter({ [locationsPath]: new AppError('NeedsAccess', 'no') })).toEqual({
      kinds: ['policy', 'policy', 'strength', 'strengths'],
      counts: { objects: 0, records: 0 },
    });
  });

  it('counts the list of named locations that cannot be read', async () => {
    expect(await kindsAfter({ [locationsPath]: new AppError('MicrosoftUnavailable', 'no') })).toEqual({
      kinds: ['policy', 'policy', 'strength', 'strengths'],
      counts: { objects: 1, records: 0 },
    });
  });

  it('does not call the list of named locations complete without a location that is not as documented', async () => {
    const [readable, odd] = [
      { id: location(1), isTrusted: true },
      { id: location(2), ipRanges: [{}] },
    ];
    expect(await kindsAfter({ [locationsPath]: { value: [readable, odd] } })).toEqual({
      kinds: ['policy', 'policy', 'location', 'strength', 'strengths'],
      counts: { objects: 0, records: 1 },
    });
  });

  it('stops at throttling in the middle of the named locations', async () => {
    const answers = fixture('conditional-access', 'free-tenant');
    const graph = fakeGraphReader({ ...answers, [locationsPath]: new AppError('MicrosoftThrottled', 'wait') });
    await expect(readFacts(conditionalAccess, graph)).rejects.toMatchObject({ code: 'MicrosoftThrottled' });
  });

  it('leaves out a policy that is not as documented, and counts it', async () => {
    const [path] = ['/identity/conditionalAccess/policies'] as const;
    const { [path]: policies } = fixture('conditional-access', 'two-policies-and-their-groups');
    const { value } = z.object({ value: z.array(z.unknown()) }).parse(policies);
    const leftOut = leftOutTally();
    const answers = fixture('conditional-access', 'free-tenant');
    const graph = fakeGraphReader({ ...answers, [path]: { value: [...value, { id: 'p' }] } });
    const facts = await readFacts(conditionalAccess, graph, { leftOut });
    expect(facts.filter((fact) => ConditionalAccessFact.parse(fact).kind === 'policy')).toHaveLength(2);
    expect([leftOut.counts(), leftOut.causes()]).toEqual([{ objects: 0, records: 1 }, ['conditions']]);
  });

  it.each([['policies that cannot be read', '/identity/conditionalAccess/policies']])(
    'stops at %s',
    async (_, path) => {
      const answers = fixture('conditional-access', 'two-policies-and-their-groups');
      const graph = fakeGraphReader({ ...answers, [path]: new AppError('NeedsAccess', 'no') });
      await expect(readFacts(conditionalAccess, graph)).rejects.toMatchObject({ code: 'NeedsAccess' });
    },
  );

  it('stops at a policy without conditions', async () => {
    const graph = fakeGraphReader({ '/identity/conditionalAccess/policies': { value: [{ id: 'p' }] } });
    await expect(readFacts(conditionalAccess, graph)).rejects.toMatchObject({ details: { field: 'conditions' } });
  });
});
