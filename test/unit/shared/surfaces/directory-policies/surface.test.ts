import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '#shared/kernel/errors.ts';
import { directoryPolicies } from '#shared/surfaces/directory-policies/surface.ts';
import { type Answers, fakeGraphReader, fixture, readFacts } from '#test/support/graph-reader.ts';

const answers = fixture('directory-policies', 'all-five');
const body = (path: string) => z.record(z.string(), z.unknown()).parse(answers[path]);
const read = (changes: Answers = {}, way?: string) =>
  readFacts(
    directoryPolicies,
    fakeGraphReader({ ...answers, ...changes }),
    way === undefined ? {} : { accessOption: way },
  );
const ofKind = async (kind: string, changes: Answers) =>
  (await read(changes)).find((fact) => directoryPolicies.identify(directoryPolicies.fact.parse(fact)) === kind);

const paths = {
  authorization: '/policies/authorizationPolicy',
  'admin-consent': '/policies/adminConsentRequestPolicy',
  'authentication-methods': '/policies/authenticationMethodsPolicy',
  'cross-tenant-access': '/policies/crossTenantAccessPolicy/default',
  'password-rules': '/groupSettings',
} as const;

describe('directory policies', () => {
  it('are five facts', async () => {
    expect(await read()).toEqual([
      {
        kind: 'authorization',
        invitesFrom: 'adminsGuestInvitersAndAllMembers',
        guestRole: 'guest',
        emailVerifiedUsersMayJoin: false,
        adminsMayResetOwnPassword: true,
        riskyConsentAllowed: false,
        msolPowerShellBlocked: null,
        usersMayCreateApps: true,
        usersMayCreateSecurityGroups: false,
        usersMayCreateTenants: null,
        grantPolicies: ['ManagePermissionGrantsForSelf.microsoft-user-default-low'],
      },
      { kind: 'admin-consent', isEnabled: true, reviewers: 1, requestDays: 30 },
      {
        kind: 'authentication-methods',
        migration: 'in-progress',
        methods: [
          { method: 'MicrosoftAuthenticator', state: 'enabled', for: 'everyone', excluded: 0 },
          { method: 'Sms', state: 'enabled', for: 'some', excluded: 1 },
          { method: 'Voice', state: 'disabled', for: 'nobody', excluded: 0 },
          { method: 'Later', state: 'unknown', for: 'nobody', excluded: 0 },
        ],
        authenticator: { numberMatching: 'enabled', applicationShown: 'disabled', locationShown: 'default' },
        passkeys: null,
      },
      {
        kind: 'cross-tenant-access',
        isServiceDefault: false,
        mfaAccepted: true,
        compliantDeviceAccepted: false,
        hybridJoinedDeviceAccepted: null,
      },
      {
        kind: 'password-rules',
        configured: true,
        bannedListOn: true,
        bannedWords: 2,
        bannedListOnPremises: 'enforce',
        lockoutThreshold: 10,
        lockoutSeconds: 60,
      },
    ]);
  });

  it('contain no banned word', async () => {
    expect(JSON.stringify(await read())).not.toMatch(/contoso|seattle/);
  });

  it.each(Object.entries(paths))(
    'contain an unread record where %s is refused, and the others',
    async (policy, path) => {
      for (const code of ['NeedsAccess', 'NeedsLicense', 'NotFound', 'MicrosoftRefused'] as const) {
        const facts = await read({ [path]: new AppError(code, 'no') });
        const marks = facts.filter((fact) => directoryPolicies.fact.parse(fact).kind === 'unread');
        expect(facts).toHaveLength(5);
        expect(marks).toMatchObject([{ policy, needs: code === 'NeedsAccess' ? [expect.stringMatching(/Read/)] : [] }]);
      }
    },
  );

  it.each(Object.entries(paths))('have one id for %s, read or not', async (policy, path) => {
    expect(await ofKind(policy, {})).not.toMatchObject({ kind: 'unread' });
    expect(await ofKind(policy, { [path]: new AppError('NeedsAccess', 'no') })).toMatchObject({ kind: 'unread' });
  });

  it.each(['MicrosoftThrottled', 'TokenRefused'] as const)('stop at %s', async (code) => {
    await expect(read({ [paths.authorization]: new AppError(code, 'no') })).rejects.toMatchObject({ code });
  });

  it.each(Object.entries(paths))('are read without %s where it fails for good', async (policy, path) => {
    const facts = await read({ [path]: new AppError('MicrosoftUnavailable', 'no') });
    expect(facts).toHaveLength(5);
    expect(facts).toContainEqual({ kind: 'unread', policy, needs: [] });
  });

  it('take a password setting that is not as documented for unread, not for absent', async () => {
    const settings = { value: [{ templateId: 7 }, { templateId: 'other', values: [] }] };
    expect(await read({ [paths['password-rules']]: settings })).toContainEqual({
      kind: 'unread',
      policy: 'password-rules',
      needs: [],
    });
  });

  it('are equal whatever the order of the grant policies', async () => {
    const policy = body(paths.authorization);
    const permissions = z.record(z.string(), z.unknown()).parse(policy['defaultUserRolePermissions']);
    const ordered = (...permissionGrantPoliciesAssigned: string[]) =>
      ofKind('authorization', {
        [paths.authorization]: {
          ...policy,
          defaultUserRolePermissions: { ...permissions, permissionGrantPoliciesAssigned },
        },
      });
    expect(await ordered('b', 'a')).toEqual(await ordered('a', 'b'));
  });

  it('are refused where every one is refused', async () => {
    const no = Object.fromEntries(Object.values(paths).map((path) => [path, new AppError('NeedsAccess', 'no')]));
    await expect(read(no)).rejects.toMatchObject({ code: 'NeedsAccess' });
    await expect(read(no, 'settings')).rejects.toMatchObject({ code: 'NeedsAccess' });
  });

  it.each([
    ['policies', ['password-rules'], ['Directory.Read.All']],
    ['settings', ['authorization', 'authentication-methods', 'cross-tenant-access'], ['Policy.Read.All']],
  ])('request only what the option "%s" permits', async (way, missing, needs) => {
    const graph = fakeGraphReader(answers);
    const facts = await readFacts(directoryPolicies, graph, { accessOption: way });
    expect(facts).toHaveLength(5);
    expect(facts.filter((fact) => directoryPolicies.fact.parse(fact).kind === 'unread')).toEqual(
      missing.map((policy) => ({ kind: 'unread', policy, needs })),
    );
    expect(graph.asked).toHaveLength(5 - missing.length);
  });

  it("use Microsoft's password defaults where there are no settings", async () => {
    const none = { configured: false, bannedListOn: null, bannedWords: null, lockoutThreshold: null };
    expect(await ofKind('password-rules', { [paths['password-rules']]: { value: [] } })).toMatchObject(none);
  });

  it.each([
    [['disabled', 'enabled'], 'disabled'],
    [['enabled', 'enabled'], 'enabled'],
    [['default'], 'default'],
    [[], 'default'],
  ])('read number matching from the targets of older answers: %j', async (states, numberMatching) => {
    const includeTargets = states.map((state) => ({ id: 'all_users', numberMatchingRequiredState: state }));
    const app = { id: 'MicrosoftAuthenticator', state: 'enabled', includeTargets };
    const path = paths['authentication-methods'];
    const fact = await ofKind('authentication-methods', { [path]: { authenticationMethodConfigurations: [app] } });
    expect(fact).toMatchObject({ migration: null, authenticator: { numberMatching } });
  });

  it.each([
    ['a0b1b346-4d3e-4e8b-98f8-753987be4970', 'member'],
    ['2af84b1e-32c8-42b7-82bc-daa82404023b', 'restricted'],
    [null, 'unknown'],
  ])('map the guest role from its id: %s', async (guestUserRoleId, guestRole) => {
    const path = paths.authorization;
    expect(await ofKind('authorization', { [path]: { ...body(path), guestUserRoleId } })).toMatchObject({ guestRole });
  });

  it.each([
    ['authorization', 'allowInvitesFrom'],
    ['authorization', 'allowedToUseSSPR'],
    ['authorization', 'allowEmailVerifiedUsersToJoinOrganization'],
    ['authorization', 'defaultUserRolePermissions'],
    ['admin-consent', 'isEnabled'],
    ['authentication-methods', 'authenticationMethodConfigurations'],
    ['cross-tenant-access', 'isServiceDefault'],
  ] as const)('take %s without %s for unread', async (policy, field) => {
    const changed = { ...body(paths[policy]), [field]: undefined };
    expect(await read({ [paths[policy]]: changed })).toContainEqual({ kind: 'unread', policy, needs: [] });
  });

  const passkeysOf = async (settings: object) => {
    const fido2 = { id: 'Fido2', state: 'enabled', includeTargets: [{ id: 'all_users' }], ...settings };
    const policy = { policyMigrationState: null, authenticationMethodConfigurations: [fido2] };
    const fact = await ofKind('authentication-methods', { [paths['authentication-methods']]: policy });
    return Reflect.get(Object(fact), 'passkeys');
  };

  it('have one passkey profile in the older shape, for device-bound passkeys', async () => {
    expect(
      await passkeysOf({
        isSelfServiceRegistrationAllowed: false,
        isAttestationEnforced: true,
        keyRestrictions: { isEnforced: true, enforcementType: 'block', aaGuids: ['x'] },
        defaultPasskeyProfile: null,
        passkeyProfiles: [],
      }),
    ).toEqual({
      selfRegistrationAllowed: false,
      profiles: [{ name: null, types: ['device-bound'], attestationEnforced: true, models: 'all-but-listed' }],
    });
  });

  it('have the passkey profiles of the newer shape, whatever the older settings say', async () => {
    const keyRestrictions = { isEnforced: true, enforcementType: 'allow', aaGuids: ['x'] };
    expect(
      await passkeysOf({
        isSelfServiceRegistrationAllowed: true,
        isAttestationEnforced: true,
        keyRestrictions,
        includeTargets: [{ id: 'all_users', allowedPasskeyProfiles: ['p1', 'p2'] }],
        passkeyProfiles: [
          {
            id: 'p1',
            name: 'Default',
            passkeyTypes: 'deviceBound,synced',
            attestationEnforcement: 'disabled',
            keyRestrictions: { isEnforced: false, enforcementType: 'allow', aaGuids: [] },
          },
          {
            id: 'p2',
            name: 'Admins',
            passkeyTypes: 'deviceBound',
            attestationEnforcement: 'registrationOnly',
            keyRestrictions,
          },
          { id: 'p3', name: null, passkeyTypes: 'later', attestationEnforcement: 'later', keyRestrictions: null },
        ],
      }),
    ).toEqual({
      selfRegistrationAllowed: true,
      profiles: [
        { name: 'Default', types: ['device-bound', 'synced'], attestationEnforced: false, models: 'any' },
        { name: 'Admins', types: ['device-bound'], attestationEnforced: true, models: 'listed' },
        { name: null, types: ['unknown'], attestationEnforced: null, models: 'unknown' },
      ],
    });
  });

  it('have passkey settings that are not known where Graph leaves them out', async () => {
    expect(await passkeysOf({})).toEqual({
      selfRegistrationAllowed: null,
      profiles: [{ name: null, types: ['device-bound'], attestationEnforced: null, models: 'unknown' }],
    });
  });

  it.each(['allowedToCreateApps', 'allowedToCreateSecurityGroups', 'permissionGrantPoliciesAssigned'])(
    'are never guessed: what people may do without %s',
    async (name) => {
      const policy = body(paths.authorization);
      const permissions = z.record(z.string(), z.unknown()).parse(policy['defaultUserRolePermissions']);
      const changed = { ...policy, defaultUserRolePermissions: { ...permissions, [name]: undefined } };
      const unread = { kind: 'unread', policy: 'authorization', needs: [] };
      expect(await read({ [paths.authorization]: changed })).toContainEqual(unread);
    },
  );
});
