import { describe, expect, it } from 'vitest';
import { objectValues } from '#shared/remediation/object-values.ts';

const name = 'Somebody';

describe('objectValues', () => {
  it.each([
    [
      'the user of a rule',
      { kind: 'rule', userId: 'u1', ruleId: 'r1', name },
      { outside: ['x@evil.example'] },
      { userId: 'u1', mailboxId: 'u1', address: 'x@evil.example' },
    ],
    [
      'the sign-in name of a user',
      { kind: 'user', id: 'u1', name },
      { upn: 'ada@acme.example' },
      { userId: 'u1', user: 'ada@acme.example' },
    ],
    [
      'the user and the SKU of a license',
      { kind: 'license', userId: 'u1', skuId: 's1', name },
      {},
      { userId: 'u1', skuId: 's1' },
    ],
    ['the user of a device', { kind: 'device', id: 'd1', name }, { userId: 'u1' }, { deviceId: 'd1', userId: 'u1' }],
    ['the policy', { kind: 'policy', id: 'p1', name }, {}, { policyId: 'p1' }],
    [
      'the app and its service principal',
      { kind: 'app', id: 'a1', name },
      { servicePrincipalId: 's1' },
      { appId: 'a1', servicePrincipalId: 's1' },
    ],
    [
      'the only user of an alert',
      { kind: 'alert', id: 'al1', name },
      { users: [{ userId: 'u1' }] },
      { alertId: 'al1', userId: 'u1' },
    ],
    [
      'the user who made a change',
      { kind: 'change', id: 'c1', name },
      { by: { kind: 'user', id: 'u1' } },
      { userId: 'u1' },
    ],
  ] as const)('has %s', (_what, subject, evidence, expected) => {
    expect(objectValues({ subject, evidence })).toMatchObject(expected);
  });

  it.each([
    [
      'an alert that names two users',
      { kind: 'alert', id: 'al1', name },
      { users: [{ userId: 'u1' }, { userId: 'u2' }] },
    ],
    ['a change by an app', { kind: 'change', id: 'c1', name }, { by: { kind: 'app', id: 'a1' } }],
    ['a tenant', { kind: 'tenant', id: 't1', name }, {}],
  ] as const)('has no user for %s', (_what, subject, evidence) => {
    expect(objectValues({ subject, evidence })).toMatchObject({ userId: undefined });
  });
});
