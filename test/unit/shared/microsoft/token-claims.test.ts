import { expect, it } from 'vitest';
import { Secret } from '#shared/kernel/secret.ts';
import { rolesInToken } from '#shared/microsoft/token-claims.ts';
import { tokenWith } from '#test/support/scripted-microsoft.ts';

it('reads the roles of a token, and none where it has none', () => {
  expect(rolesInToken(new Secret(tokenWith(['Mail.Read', 'Policy.Read.All'])))).toEqual([
    'Mail.Read',
    'Policy.Read.All',
  ]);
  expect(rolesInToken(new Secret(tokenWith(undefined)))).toEqual([]);
});

it.each([
  '',
  'opaque',
  'a.b.c',
  `a.${Buffer.from('[]').toString('base64url')}.c`,
  `a.${Buffer.from('{"roles":"Mail.Read"}').toString('base64url')}.c`,
])('returns undefined for %j', (token) => {
  expect(rolesInToken(new Secret(token))).toBeUndefined();
});
