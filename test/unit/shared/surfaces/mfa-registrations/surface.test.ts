import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/kernel/errors.ts';
import { mfaRegistrations } from '#shared/surfaces/mfa-registrations/surface.ts';
import { fakeGraphReader, fixture, readFacts } from '#test/support/graph-reader.ts';

const user = (n: number) => `0000000${n}-aaaa-4aaa-8aaa-00000000000${n}`;

describe('registrations', () => {
  it('come from the report, with unknown methods', async () => {
    const graph = fakeGraphReader(fixture('mfa-registrations', 'report'));
    expect(await readFacts(mfaRegistrations, graph, { accessOption: 'report' })).toEqual([
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

  it('come from the types of methods, where password and e-mail do not count', async () => {
    const graph = fakeGraphReader(fixture('mfa-registrations', 'methods'));
    const audience = [user(1), user(2), user(3), 'deleted-since'];
    const facts = await readFacts(mfaRegistrations, graph, { accessOption: 'methods', audience });
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

  it('stop where Graph refuses the methods of an existing user', async () => {
    const refusal = new AppError('NeedsAccess', 'no');
    const graph = fakeGraphReader({ [`/users/${user(1)}/authentication/methods`]: refusal });
    await expect(readFacts(mfaRegistrations, graph, { accessOption: 'methods', audience: [user(1)] })).rejects.toBe(
      refusal,
    );
  });

  it('stop at a row without isMfaRegistered', async () => {
    const graph = fakeGraphReader({
      '/reports/authenticationMethods/userRegistrationDetails': { value: [{ id: 'x', isMfaCapable: true }] },
    });
    await expect(readFacts(mfaRegistrations, graph, { accessOption: 'report' })).rejects.toMatchObject({
      details: { field: 'isMfaRegistered' },
    });
  });
});
