import { describe, expect, it } from 'vitest';
import type { ClaimId } from '#shared/posture/conditional-access/coverage-claims.ts';
import { proveCoverage } from '#shared/posture/conditional-access/prove-coverage.ts';
import { refusedProofs } from '#shared/posture/conditional-access/refused-proofs.ts';
import type {
  SignInSnapshot,
  SnapshotRole,
  SnapshotUser,
} from '#shared/posture/conditional-access/sign-in-snapshot.ts';
import { globalAdministrator } from '#shared/posture/role-tiers.ts';
import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import { fuzzCoverage } from '#test/fuzz/sign-ins/compare-coverage.ts';
import { groupId, legacyBlock, policy, policyGrant, policySide, userId } from '#test/support/posture-facts.ts';

const jo: SnapshotUser = { userId: userId(1), name: 'Jo Field', kind: 'member', apart: null, roles: [] };
const sam: SnapshotUser = { userId: userId(2), name: 'Sam Hill', kind: 'member', apart: null, roles: [] };
const administrator: SnapshotRole = {
  templateId: globalAdministrator,
  name: 'Global Administrator',
  tier: 0,
  isVisible: true,
  isActive: true,
};

const snapshot = (
  policies: readonly ConditionalAccessPolicy[],
  overrides: Partial<SignInSnapshot> = {},
): SignInSnapshot => ({
  policies,
  users: [jo],
  isEveryPolicyRead: true,
  groups: new Map(),
  locations: [],
  strengths: new Map(),
  plans: { p1: true, p2: true },
  ...overrides,
});

const claimOf = (claimId: ClaimId, given: SignInSnapshot) => {
  const claim = proveCoverage(given).claims.find((each) => each.claimId === claimId);
  if (claim === undefined) throw new Error(`no claim ${claimId}`);
  return claim;
};
const answerOf = (claimId: ClaimId, given: SignInSnapshot): string => claimOf(claimId, given).answer;
const sentencesOf = (claimId: ClaimId, given: SignInSnapshot): string[] =>
  claimOf(claimId, given)
    .classes.filter(({ identityClass }) => identityClass.users.length > 0)
    .flatMap(({ details }) => details().witnesses.map(({ sentence }) => sentence));

const exchange = '00000002-0000-0ff1-ce00-000000000000';
const applications = policy().applications;
const windows = { include: ['windows'], exclude: [] };
const notWindows = { include: ['all'], exclude: ['windows'] };

describe('MFA everywhere', () => {
  it('is proved by one policy for everybody, with a certificate that names it', () => {
    const [own] = claimOf('mfa-everywhere', snapshot([policy()])).classes;
    expect(own?.answer).toBe('proved');
    expect(own?.details().certificate?.boxes).toEqual([{ policyId: 'policy-1', sides: {} }]);
  });

  it('is proved by two policies of which neither covers every platform', () => {
    const both = [
      policy({ policyId: 'windows', platforms: windows }),
      policy({ policyId: 'others', platforms: notWindows }),
    ];
    const [own] = claimOf('mfa-everywhere', snapshot(both)).classes;
    expect(own?.answer).toBe('proved');
    expect(own?.details().certificate).toMatchObject({
      cells: { platform: ['windows', 'macOS'] },
      boxes: [{ policyId: 'windows' }, { policyId: 'others' }],
    });
  });

  it('is open on a platform that Graph does not name, where six policies name the six', () => {
    const platforms = ['windows', 'macOS', 'iOS', 'android', 'linux', 'windowsPhone'];
    const each = platforms.map((name) => policy({ policyId: name, platforms: { include: [name], exclude: [] } }));
    expect(answerOf('mfa-everywhere', snapshot(each))).toBe('open');
    expect(sentencesOf('mfa-everywhere', snapshot(each))).toEqual([
      'Jo Field signs in to any application, from a browser on an unknown platform, anywhere: no policy asks for MFA.',
    ]);
  });

  it('is open with the sign-in that gets through, in words', () => {
    const given = [policy({ applications: { ...applications, exclude: [exchange] } })];
    expect(sentencesOf('mfa-everywhere', snapshot(given))).toEqual([
      'Jo Field signs in to Exchange Online, from a browser on Windows, anywhere: no policy asks for MFA.',
    ]);
  });

  it('names the applications that are covered where any other is open', () => {
    const given = [
      policy({ applications: { ...applications, everything: false, include: [exchange] }, platforms: notWindows }),
    ];
    const linux = policy({ policyId: 'policy-2', platforms: { include: ['all'], exclude: ['linux'] } });
    expect(sentencesOf('mfa-everywhere', snapshot([...given, linux]))).toEqual([
      'Jo Field signs in to any application but Exchange Online, from a browser on Linux, anywhere: no policy asks for MFA.',
    ]);
  });

  it('needs a compliant device where one is enough', () => {
    const given = [policy({ grant: policyGrant({ controls: ['mfa', 'compliantDevice'] }) })];
    const claim = claimOf('mfa-everywhere', snapshot(given));
    expect(claim.answer).toBe('needs');
    expect(claim.classes[0]?.needs).toEqual([['compliantDevice']]);
    expect(sentencesOf('mfa-everywhere', snapshot(given))).toEqual([
      'Jo Field signs in to any application, from a browser on Windows, anywhere, with a compliant device: no policy asks for MFA.',
    ]);
  });

  it('needs a compliant device where a filter excludes compliant devices', () => {
    const filter = { mode: 'exclude', rule: 'device.isCompliant -eq True' };
    const claim = claimOf('mfa-everywhere', snapshot([policy({ devices: { include: [], exclude: [], filter } })]));
    expect(claim.classes[0]?.needs).toEqual([['compliantDevice']]);
  });

  it('is proved where a filter and its negation share the devices', () => {
    const rules = ['device.model -eq "Kiosk"', "(device.model  -NE 'kiosk')"];
    const given = rules.map((rule) =>
      policy({ policyId: rule, devices: { include: [], exclude: [], filter: { mode: 'include', rule } } }),
    );
    expect(answerOf('mfa-everywhere', snapshot(given))).toBe('proved');
  });

  it.each([
    ['a report-only policy', policy({ state: 'report-only' })],
    ['a disabled policy', policy({ state: 'disabled' })],
    ['a policy for workloads', policy({ forWorkloads: true })],
    [
      'a policy without an application',
      policy({ applications: { ...applications, everything: false, include: ['None'] } }),
    ],
    ['a policy with session controls alone', policy({ grant: null, sessionControls: ['signInFrequency'] })],
    ['terms of use beside MFA', policy({ grant: policyGrant({ termsOfUse: ['terms'] }) })],
  ])('is open with %s alone', (_what, only) => {
    expect(answerOf('mfa-everywhere', snapshot([only]))).toBe('open');
  });

  it('is open for the user that an exclusion leaves out, and proved for the others', () => {
    const given = snapshot([policy({ exclude: policySide({ userIds: [sam.userId] }) })], { users: [jo, sam] });
    const { answer, classes } = claimOf('mfa-everywhere', given);
    expect(answer).toBe('open');
    const open = classes.filter((each) => each.answer === 'open').flatMap(({ identityClass }) => identityClass.users);
    expect(open).toEqual([sam]);
  });

  it('leaves break-glass accounts apart', () => {
    const apart: SnapshotUser = { ...sam, apart: 'break-glass' };
    const given = snapshot([policy({ exclude: policySide({ userIds: [sam.userId] }) })], { users: [jo, apart] });
    expect(answerOf('mfa-everywhere', given)).toBe('proved');
  });

  it('is open with AllTrusted excluded, from a trusted IP that Graph does not show', () => {
    const given = snapshot([policy({ locations: { include: ['All'], exclude: ['AllTrusted'] } })]);
    expect(sentencesOf('mfa-everywhere', given)).toEqual([
      'Jo Field signs in to any application, from a browser on Windows, from a trusted IP of the MFA page: no policy asks for MFA.',
    ]);
  });

  it('is proved by ranges that together are every address, and open with one address less', () => {
    const place = (id: string, ranges: readonly string[]) => ({
      kind: 'ranges' as const,
      id,
      name: id,
      isTrusted: false,
      ranges,
    });
    const ids = [groupId(1), groupId(2)];
    const inside = ids.map((id) => policy({ policyId: id, locations: { include: [id], exclude: [] } }));
    const halves = [place(groupId(1), ['0.0.0.0/1', '::/0']), place(groupId(2), ['128.0.0.0/1'])];
    expect(answerOf('mfa-everywhere', snapshot(inside, { locations: halves }))).toBe('proved');
    const upper = Array.from(
      { length: 31 },
      (_, at) =>
        `${[24, 16, 8, 0].map((shift) => Math.floor((2 ** 32 - 2 ** (31 - at)) / 2 ** shift) % 256).join('.')}/${at + 2}`,
    );
    const short = [
      place(groupId(1), ['0.0.0.0/1', '::/0']),
      place(groupId(2), ['128.0.0.0/2', ...upper.slice(1).map((range) => range)]),
    ];
    expect(answerOf('mfa-everywhere', snapshot(inside, { locations: short }))).toBe('open');
  });
});

describe('what cannot be read', () => {
  const filter = (mode: string | null, rule: string | null) => ({
    devices: { include: [], exclude: [], filter: { mode, rule } },
  });
  const strength = { id: 's', name: 'S', satisfiesMfa: null, allowedCombinations: [] };
  it.each<[string, Partial<ConditionalAccessPolicy>]>([
    ['a state', { state: 'unknown' }],
    ['a condition', { unknownConditions: ['moonPhases'] }],
    ['an excluded application', { applications: { ...applications, exclude: ['SomeNewBundle'] } }],
    ['an included application', { applications: { ...applications, everything: false, include: ['SomeNewBundle'] } }],
    ['a rule for applications', { applications: { ...applications, filter: { mode: 'someMode', rule: 'x' } } }],
    ['a client', { clientAppTypes: ['browser', 'unknownFutureValue'] }],
    ['a platform', { platforms: { include: ['unknownFutureValue'], exclude: [] } }],
    ['an excluded platform', { platforms: { include: ['all'], exclude: ['unknownFutureValue'] } }],
    ['an excluded location', { locations: { include: ['All'], exclude: [groupId(9)] } }],
    ['a sign-in risk', { signInRiskLevels: ['hidden'] }],
    ['a user risk', { userRiskLevels: ['unknownFutureValue'] }],
    ['an insider risk', { insiderRiskLevels: ['unknownFutureValue'] }],
    ['a flow', { authenticationFlows: ['unknownFutureValue'] }],
    ['the mode of a device filter', filter('unknownFutureValue', 'device.model -eq "x"')],
    ['the rule of a device filter', filter('exclude', null)],
    ['devices of the old shape', { devices: { include: [], exclude: ['SomeState'], filter: null } }],
    ['a control', { grant: policyGrant({ controls: ['unknownFutureValue'] }) }],
    ['an operator', { grant: policyGrant({ operator: 'unknown', controls: ['mfa', 'compliantDevice'] }) }],
    ['a strength', { grant: policyGrant({ controls: [], strength }) }],
    [
      'a combination',
      { grant: policyGrant({ controls: [], strength: { ...strength, allowedCombinations: ['fido2', 'new'] } }) },
    ],
    ['an excluded group', { exclude: policySide({ groupIds: [groupId(9)] }) }],
    ['an included word', { include: policySide({ userIds: ['EveryoneSomewhere'] }) }],
  ])('makes the answer unknown where it is %s', (_what, overrides) => {
    const claim = claimOf('mfa-everywhere', snapshot([policy(overrides)]));
    expect(claim.answer).toBe('unknown');
    expect(claim.classes[0]?.reason).toBe('unreadable');
  });

  it('does not matter where another policy covers everything', () => {
    const strange = policy({ policyId: 'strange', unknownConditions: ['moonPhases'] });
    expect(answerOf('mfa-everywhere', snapshot([strange, policy()]))).toBe('proved');
  });

  it('does not matter beside MFA that is demanded as well', () => {
    const grant = policyGrant({ operator: 'AND', controls: ['mfa', 'unknownFutureValue'] });
    expect(answerOf('mfa-everywhere', snapshot([policy({ grant })]))).toBe('proved');
  });

  it('may prove what is open where a policy was left out, and changes nothing that is proved', () => {
    expect(answerOf('mfa-everywhere', snapshot([], { isEveryPolicyRead: false }))).toBe('unknown');
    expect(answerOf('mfa-everywhere', snapshot([policy()], { isEveryPolicyRead: false }))).toBe('proved');
  });

  it('is nobody where a group was deleted', () => {
    const groups = new Map([[groupId(9), new Set<string>()]]);
    const given = snapshot([policy({ exclude: policySide({ groupIds: [groupId(9)] }) })], { groups });
    expect(answerOf('mfa-everywhere', given)).toBe('proved');
  });

  it('is every place where the named locations were not read', () => {
    const given = [policy({ locations: { include: ['All'], exclude: [groupId(1)] } })];
    expect(answerOf('mfa-everywhere', snapshot(given, { locations: null }))).toBe('unknown');
    const trusted = [policy({ locations: { include: ['AllTrusted'], exclude: [] } }), policy({ state: 'unknown' })];
    expect(answerOf('mfa-everywhere', snapshot(trusted, { locations: null }))).toBe('unknown');
  });

  it('is unknown, too large, where locations make more places than the budget', () => {
    const locations = Array.from({ length: 160 }, (_, at) => [
      { kind: 'ranges' as const, id: groupId(at), name: 'R', isTrusted: false, ranges: [`10.0.${at}.0/24`] },
      {
        kind: 'countries' as const,
        id: groupId(1000 + at),
        name: 'C',
        codes: [String.fromCharCode(65 + at / 26, 65 + (at % 26))],
        withoutCountry: false,
        lookup: 'address' as const,
      },
    ]).flat();
    const given = [policy({ locations: { include: ['All'], exclude: locations.map(({ id }) => id) } })];
    const claim = claimOf('mfa-everywhere', snapshot(given, { locations }));
    expect(claim.answer).toBe('unknown');
    expect(claim.classes[0]?.reason).toBe('too-large');
  });
});

describe('the claims', () => {
  const all: readonly ClaimId[] = ['mfa-everywhere', 'legacy-blocked', 'risky-sign-ins-answered'];
  it.each(all)('%s is not applicable without P1', (claimId) => {
    expect(answerOf(claimId, snapshot([policy()], { plans: { p1: false, p2: false } }))).toBe('not-applicable');
  });

  it('about risks are not applicable without P2, and asked where the plans were not read', () => {
    expect(answerOf('risky-users-answered', snapshot([policy()], { plans: { p1: true, p2: false } }))).toBe(
      'not-applicable',
    );
    expect(answerOf('risky-users-answered', snapshot([policy()], { plans: { p1: null, p2: null } }))).toBe('open');
  });

  it('about administrators are not applicable without one', () => {
    expect(answerOf('mfa-admins', snapshot([policy()]))).toBe('not-applicable');
  });

  it.each<[ClaimId, readonly ConditionalAccessPolicy[], string]>([
    ['legacy-blocked', [legacyBlock()], 'proved'],
    ['legacy-blocked', [policy()], 'proved'],
    ['legacy-blocked', [policy({ clientAppTypes: ['browser'] })], 'open'],
    ['legacy-blocked', [policy({ grant: policyGrant({ controls: ['compliantDevice'] }) })], 'needs'],
    ['device-code-blocked', [policy()], 'open'],
    [
      'device-code-blocked',
      [policy({ authenticationFlows: ['deviceCodeFlow'], grant: policyGrant({ controls: ['block'] }) })],
      'proved',
    ],
    [
      'admin-portals',
      [policy({ applications: { ...applications, everything: false, include: ['MicrosoftAdminPortals'] } })],
      'proved',
    ],
    ['security-info-protected', [policy()], 'open'],
    [
      'security-info-protected',
      [
        policy({
          applications: { ...applications, everything: false, userActions: ['urn:user:registersecurityinfo'] },
        }),
      ],
      'proved',
    ],
    ['risky-sign-ins-answered', [policy({ signInRiskLevels: ['high'] })], 'proved'],
    ['risky-users-answered', [policy()], 'open'],
    [
      'risky-users-answered',
      [policy({ grant: policyGrant({ operator: 'AND', controls: ['mfa', 'passwordChange'] }) })],
      'proved',
    ],
    ['providers-covered', [policy()], 'proved'],
    ['providers-covered', [policy({ exclude: policySide({ guests: true, guestTypes: ['serviceProvider'] }) })], 'open'],
  ])('%s is answered for policies %#', (claimId, policies, answer) => {
    expect(answerOf(claimId, snapshot(policies))).toBe(answer);
  });

  it.each([
    ['MFA', policyGrant(), 'open'],
    [
      'the built-in strength',
      policyGrant({
        controls: [],
        strength: {
          id: '00000000-0000-0000-0000-000000000004',
          name: null,
          satisfiesMfa: true,
          allowedCombinations: [],
        },
      }),
      'proved',
    ],
    [
      'a strength that allows SMS',
      policyGrant({
        controls: [],
        strength: { id: 's', name: null, satisfiesMfa: true, allowedCombinations: ['fido2', 'password,sms'] },
      }),
      'open',
    ],
  ])('phishing-resistant-admins is answered for %s', (_what, grant, answer) => {
    const given = snapshot([policy({ grant })], { users: [{ ...jo, roles: [administrator] }] });
    expect(answerOf('phishing-resistant-admins', given)).toBe(answer);
  });
});

describe('roles', () => {
  const forAdministrators = policy({ include: policySide({ roleIds: [globalAdministrator] }) });

  it('count once they are active: an eligible administrator is covered with the role, and open without it', () => {
    const eligible: SnapshotUser = { ...jo, roles: [{ ...administrator, isActive: false }] };
    const given = snapshot([forAdministrators], { users: [eligible] });
    expect(answerOf('mfa-admins', given)).toBe('proved');
    expect(answerOf('mfa-everywhere', given)).toBe('open');
    const withRoles = proveCoverage(given)
      .classes.filter(({ users }) => users.length > 0)
      .map((each) => each.withRoles.length);
    expect(withRoles).toEqual([0, 1]);
  });

  it('over an administrative unit are not seen by policies, and make an administrator all the same', () => {
    const given = snapshot([forAdministrators], {
      users: [{ ...jo, roles: [{ ...administrator, isVisible: false }] }],
    });
    expect(answerOf('mfa-admins', given)).toBe('open');
  });

  it('that no policy tells apart are one', () => {
    const roles = Array.from({ length: 20 }, (_, at) => ({
      ...administrator,
      templateId: groupId(at),
      isActive: false,
    }));
    const given = snapshot([policy()], { users: [{ ...jo, roles }] });
    expect(answerOf('mfa-admins', given)).toBe('proved');
  });

  /** Somebody who may activate seven roles that policies tell apart: 128 sets. */
  const withManyRoles = (tier: 1 | 2): SignInSnapshot => {
    const roles = Array.from({ length: 7 }, (_, at) => ({
      ...administrator,
      templateId: groupId(at),
      tier,
      isActive: false,
    }));
    const policies = roles.map(({ templateId }) =>
      policy({ policyId: templateId, include: policySide({ roleIds: [templateId] }) }),
    );
    return snapshot(policies, { users: [{ ...jo, roles }] });
  };

  it.each(['mfa-everywhere', 'mfa-admins', 'phishing-resistant-admins'] as const)(
    'of which too many sets are told apart make %s unknown',
    (claimId) => {
      expect(answerOf(claimId, withManyRoles(1))).toBe('unknown');
      const [own] = claimOf(claimId, withManyRoles(1)).classes;
      expect(own).toMatchObject({ answer: 'unknown', reason: 'too-many-roles' });
    },
  );

  it('of a low tier make nobody an administrator, however many they are', () => {
    expect(answerOf('mfa-admins', withManyRoles(2))).toBe('not-applicable');
  });
});

describe('assumptions', () => {
  it.each<[string, readonly ConditionalAccessPolicy[], readonly string[]]>([
    ['a plain policy', [policy()], ['tokens']],
    [
      'a bundle',
      [policy({ applications: { ...applications, exclude: ['Office365'] } }), policy({ policyId: 'other' })],
      ['bundle-membership', 'tokens'],
    ],
    [
      'an exclusion in a policy that closes',
      [
        policy({ applications: { ...applications, exclude: [exchange] } }),
        policy({ policyId: 'x', applications: { ...applications, everything: false, include: [exchange] } }),
      ],
      ['baseline-scopes', 'tokens'],
    ],
    [
      'trusted places',
      [policy({ locations: { include: ['AllTrusted'], exclude: [] } }), policy({ policyId: 'other' })],
      ['mfa-trusted-ips', 'tokens'],
    ],
  ])('are named for %s', (_what, policies, codes) => {
    const [own] = claimOf('mfa-everywhere', snapshot(policies)).classes;
    expect(own?.answer).toBe('proved');
    expect(own?.details().assumptions).toEqual(codes);
  });
});

describe('dead policies', () => {
  const namesOf = (policies: readonly ConditionalAccessPolicy[]): string[] =>
    proveCoverage(snapshot(policies)).deadPolicies.map(({ policyId }) => policyId);

  it('are both of two twins', () => {
    expect(namesOf([policy(), policy({ policyId: 'twin' })])).toEqual(['policy-1', 'twin']);
  });

  it('are those for nobody', () => {
    expect(namesOf([policy({ include: policySide({ userIds: [userId(99)] }) })])).toEqual(['policy-1']);
  });

  it('are none with a session control, and none that adds a control', () => {
    expect(namesOf([policy(), policy({ policyId: 'session', sessionControls: ['signInFrequency'] })])).toEqual([
      'policy-1',
    ]);
    expect(
      namesOf([policy(), policy({ policyId: 'terms', grant: policyGrant({ controls: [], termsOfUse: ['terms'] }) })]),
    ).toEqual([]);
    expect(namesOf([policy(), legacyBlock()])).toEqual(['policy-legacy']);
  });

  it('are those that a policy with MFA of a strength makes needless', () => {
    const strength = { id: 's', name: null, satisfiesMfa: true, allowedCombinations: ['fido2'] };
    expect(namesOf([policy(), policy({ policyId: 'strong', grant: policyGrant({ controls: [], strength }) })])).toEqual(
      ['policy-1'],
    );
  });
});

describe('the engine', () => {
  it('says what a brute force over every sign-in says, for random sets of policies', () => {
    const { failures, answers } = fuzzCoverage(20_000, 150);
    expect(failures).toEqual([]);
    expect(Object.keys(answers).toSorted()).toEqual(['needs', 'open', 'proved', 'unknown']);
  });

  it('ends for 200 policies that all differ', () => {
    const each = Array.from({ length: 200 }, (_, at) =>
      policy({
        policyId: `policy-${at}`,
        applications: { ...applications, exclude: [groupId(at)] },
        platforms: at % 2 === 0 ? windows : notWindows,
        signInRiskLevels: at % 3 === 0 ? ['high'] : [],
      }),
    );
    expect(answerOf('mfa-everywhere', snapshot(each))).toBe('proved');
  });
});

describe('a proof whose certificate is refused', () => {
  const refusing = proveCoverage(snapshot([policy()]), () => 'box 0 is not inside policy policy-1');

  it('is unknown, and so is the claim', () => {
    const claim = refusing.claims.find(({ claimId }) => claimId === 'mfa-everywhere');
    expect(claim?.answer).toBe('unknown');
    expect(claim?.classes[0]).toMatchObject({ answer: 'unknown', reason: 'certificate-refused', needs: [] });
    expect(claim?.classes[0]?.details()).toMatchObject({ witnesses: [], certificate: null });
  });

  it('is reported by its claim and its class', () => {
    expect(refusedProofs(proveCoverage(snapshot([policy()])))).toEqual([]);
    expect(refusedProofs(refusing)).toContainEqual({ claimId: 'mfa-everywhere', classId: 'class-1' });
    expect(Object.keys(refusedProofs(refusing)[0] ?? {})).toEqual(['claimId', 'classId']);
  });
});
