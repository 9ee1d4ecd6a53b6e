import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/kernel/errors.ts';
import { mfaRegistrations } from '#shared/surfaces/mfa-registrations/surface.ts';
import { factsOf, fixture, graphThatAnswers } from '#test/support/graph-reader.ts';

const user = (n: number) => `0000000${n}-aaaa-4aaa-8aaa-00000000000${n}`;

describe('registrations', () => {
  it('come from the report, with methods nobody has heard of', async () => {
    const graph = graphThatAnswers(fixture('mfa-registrations', 'report'));
    expect(await factsOf(mfaRegistrations, graph, { way: 'report' })).toEqual([
      {
        userId: user(1),
        isRegistered: true,
        isCapable: true,
        isPasswordless: false,
        isAdmin: true,
        methods: ['microsoftAuthenticatorPush', 'softwareOneTimePasscode'],
        basis: 'report',
      },
      {
        userId: user(2),
        isRegistered: true,
        isCapable: false,
        isPasswordless: false,
        isAdmin: null,
        methods: ['somethingNew'],
        basis: 'report',
      },
    ]);
  });

  it('come from the types of methods alone; a password or mail address is none', async () => {
    const graph = graphThatAnswers(fixture('mfa-registrations', 'methods'));
    const audience = [user(1), user(2), user(3), 'deleted-since'];
    const facts = await factsOf(mfaRegistrations, graph, { way: 'methods', audience });
    const base = { isAdmin: null, basis: 'methods' };
    expect(facts).toEqual([
      {
        ...base,
        userId: user(1),
        isRegistered: true,
        isCapable: true,
        isPasswordless: true,
        methods: ['fido2', 'password'],
      },
      {
        ...base,
        userId: user(2),
        isRegistered: false,
        isCapable: false,
        isPasswordless: false,
        methods: ['email', 'password'],
      },
      {
        ...base,
        userId: user(3),
        isRegistered: true,
        isCapable: true,
        isPasswordless: false,
        methods: ['password', 'phone'],
      },
    ]);
    expect(JSON.stringify(facts)).not.toContain('555');
  });

  it('stop where Graph refuses the methods of somebody who is there', async () => {
    const refusal = new AppError('NeedsAccess', 'no');
    const graph = graphThatAnswers({ [`/users/${user(1)}/authentication/methods`]: refusal });
    await expect(factsOf(mfaRegistrations, graph, { way: 'methods', audience: [user(1)] })).rejects.toBe(refusal);
  });

  it('stop at a row that does not say whether MFA is registered', async () => {
    const graph = graphThatAnswers({
      '/reports/authenticationMethods/userRegistrationDetails': { value: [{ id: 'x', isMfaCapable: true }] },
    });
    await expect(factsOf(mfaRegistrations, graph, { way: 'report' })).rejects.toMatchObject({
      details: { field: 'isMfaRegistered' },
    });
  });
});
