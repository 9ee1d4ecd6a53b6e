import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  breakGlassStates,
  enforcementMethodOf,
  isPhishingResistant,
  mfaBadgeOf,
  mfaBadgeReasons,
  mfaOfPrivileged,
  mfaOfUsers,
  registrationBasis,
} from '#shared/posture/mfa-numbers.ts';
import { unknownNumbers } from '#shared/posture/tenant-numbers.ts';
import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import {
  needsAccess,
  needsLicense,
  policy,
  policyGrant,
  policySide,
  posture,
  registration,
  stale,
  user,
  userId,
} from '#test/support/posture-facts.ts';

const off = { 'conditional-access': [] } as const;
const badge = (...given: Parameters<typeof posture>) => mfaBadgeOf(posture(...given));
const withPolicy = (broken: Partial<ConditionalAccessPolicy>) => ({ 'conditional-access': [policy(broken)] });

describe('the MFA numbers', () => {
  it('are counted separately over one denominator', () => {
    const registrations = [
      registration(1, { methods: ['fido2SecurityKey'] }),
      registration(2),
      registration(3, { isCapable: false }),
      registration(4, { isCapable: false, isRegistered: false, methods: [] }),
      registration(5, { isCapable: false, isRegistered: false, methods: [] }),
      registration(6),
    ];
    const tenant = posture({
      'mfa-registrations': registrations,
      ...withPolicy({ include: policySide({ userIds: [userId(1)] }) }),
    });
    expect(mfaOfUsers(tenant)).toEqual({ of: 5, registered: 3, capable: 2, enforced: 1, phishingResistant: 1 });
    expect(mfaOfPrivileged(tenant)).toEqual({ of: 2, registered: 2, capable: 2, enforced: 1, phishingResistant: 1 });
  });

  it('never exceed the denominator, whoever is registered', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ enabled: fc.boolean(), guest: fc.boolean(), capable: fc.boolean(), registered: fc.boolean() }),
          { maxLength: 15 },
        ),
        (people) => {
          const tenant = posture({
            users: people.map(({ enabled, guest }, at) =>
              user(at + 1, { accountEnabled: enabled, userType: guest ? 'guest' : 'member' }),
            ),
            'mfa-registrations': people.map(({ capable, registered }, at) =>
              registration(at + 1, { isCapable: capable && registered, isRegistered: registered }),
            ),
          });
          const { of, registered, capable, enforced } = mfaOfUsers(tenant);
          expect(of).toBe(people.filter(({ enabled, guest }) => enabled && !guest).length);
          for (const number of [registered, capable, enforced]) expect(number ?? 0).toBeLessThanOrEqual(of ?? -1);
          expect(capable ?? 0).toBeLessThanOrEqual(registered ?? -1);
        },
      ),
    );
  });

  it('are null when registrations cannot be read, while enforcement is known', () => {
    const defaults = { ...off, 'security-defaults': [{ isEnabled: true }], 'mfa-registrations': [] };
    const tenant = posture(defaults, { 'mfa-registrations': needsLicense, 'conditional-access': needsLicense });
    expect(mfaOfUsers(tenant)).toEqual({
      of: 5,
      registered: null,
      capable: null,
      enforced: 5,
      phishingResistant: null,
    });
    expect(registrationBasis(tenant)).toBeNull();
    expect(mfaBadgeOf(tenant)).toBe('enforced');
  });

  it('are null when users cannot be read; those of privileged users when roles cannot be read', () => {
    expect(mfaOfUsers(posture({}, { users: needsAccess }))).toEqual(unknownNumbers);
    expect(mfaOfPrivileged(posture({}, { 'directory-roles': needsAccess }))).toEqual(unknownNumbers);
  });

  it('have no enforcement number while a source is unknown for a user', () => {
    expect(mfaOfUsers(posture(off, { 'conditional-access': needsAccess })).enforced).toBeNull();
    expect(mfaOfUsers(posture({ 'conditional-access': [policy()] }, { 'per-user-mfa': needsAccess })).enforced).toBe(5);
  });

  it('use the last facts while a surface is stale', () => {
    expect(mfaOfUsers(posture({}, { 'mfa-registrations': stale, users: stale })).capable).toBe(5);
  });

  it('list break-glass accounts separately with their own state', () => {
    const tenant = posture({
      ...withPolicy({ exclude: policySide({ userIds: [userId(1)] }) }),
      'mfa-registrations': [registration(1, { isRegistered: false })],
    });
    expect(mfaOfUsers(tenant).of).toBe(4);
    expect(breakGlassStates(tenant)).toEqual([
      { userId: userId(1), name: 'Person 1', registered: false, marked: false },
    ]);
    expect(
      breakGlassStates(
        posture(withPolicy({ exclude: policySide({ userIds: [userId(1)] }) }), { 'mfa-registrations': needsAccess }),
      )[0]?.registered,
    ).toBeNull();
  });

  it.each([
    'fido2',
    'fido2SecurityKey',
    'windowsHelloForBusiness',
    'passKeyDeviceBound',
    'passKeyDeviceBoundAuthenticator',
    'x509CertificateMultiFactor',
  ])('count %s as phishing-resistant', (method) => expect(isPhishingResistant(method)).toBe(true));

  it.each([
    'microsoftAuthenticatorPush',
    'microsoftAuthenticatorPasswordless',
    'mobilePhone',
    'softwareOneTimePasscode',
    'email',
    'phone',
  ])('do not count %s as phishing-resistant', (method) => expect(isPhishingResistant(method)).toBe(false));
});

describe('the MFA badge', () => {
  it.each<[string, ReturnType<typeof badge>, ReturnType<typeof badge>]>([
    ['everybody is covered', badge(), 'enforced'],
    ['Security Defaults are on', badge({ ...off, 'security-defaults': [{ isEnabled: true }] }), 'enforced'],
    [
      'Security Defaults are on and users unread',
      badge({ ...off, 'security-defaults': [{ isEnabled: true }] }, { users: needsAccess }),
      'enforced',
    ],
    ['some are covered', badge(withPolicy({ exclude: policySide({ userIds: [userId(3)] }) })), 'partial'],
    ['nobody is, and a policy only reports', badge(withPolicy({ state: 'report-only' })), 'report-only'],
    [
      'nobody is, and a policy can be avoided',
      badge(withPolicy({ grant: policyGrant({ controls: ['mfa', 'compliantDevice'] }) })),
      'partial',
    ],
    [
      'nobody is, and a reporting policy could be avoided',
      badge(withPolicy({ state: 'report-only', grant: policyGrant({ controls: ['mfa', 'compliantDevice'] }) })),
      'partial',
    ],
    ['nothing is there', badge(off), 'none'],
    ['there is no plan for policies, and nothing else', badge(off, { 'conditional-access': needsLicense }), 'none'],
    ['policies cannot be read', badge(off, { 'conditional-access': needsAccess }), 'unknown'],
    ['policies were read once, and may be no longer', badge({}, { 'conditional-access': needsAccess }), 'unknown'],
    ['the plan for policies has ended', badge({}, { 'conditional-access': needsLicense }), 'none'],
    ['users cannot be read', badge({}, { users: needsAccess }), 'unknown'],
  ])('is correct when %s', (_where, is, wanted) => {
    expect(is).toBe(wanted);
  });

  it('has reasons', () => {
    expect(mfaBadgeReasons(posture(withPolicy({ state: 'report-only' })))).toEqual([
      '0 of 5 people must use MFA',
      'nothing enforces MFA for 5',
      'the policy "MFA for everybody" only reports',
    ]);
    expect(mfaBadgeReasons(posture({ 'security-defaults': [{ isEnabled: true }] }))).toEqual([
      'Security Defaults are on',
    ]);
  });

  it('names the enforcement method', () => {
    const perUser = (state: 'enabled' | 'disabled') =>
      [1, 2, 3, 4, 5].map((number) => ({ userId: userId(number), state }));
    expect(enforcementMethodOf(posture())).toBe('conditional-access');
    expect(enforcementMethodOf(posture(off))).toBe('none');
    expect(enforcementMethodOf(posture({ ...off, 'per-user-mfa': perUser('enabled') }))).toBe('per-user');
    expect(
      enforcementMethodOf(
        posture({
          ...withPolicy({ include: policySide({ userIds: [userId(1)] }) }),
          'per-user-mfa': perUser('enabled'),
        }),
      ),
    ).toBe('mixed');
    expect(enforcementMethodOf(posture({ 'security-defaults': [{ isEnabled: true }] }))).toBe('security-defaults');
    expect(enforcementMethodOf(posture(off, { 'conditional-access': needsAccess }))).toBeNull();
  });
});
