import { describe, expect, it } from 'vitest';
import { authorize } from '#functions/operations/authorize/authorize.ts';
import type { Deps } from '#functions/operations/authorize/deps.ts';
import type { SignedIn } from '#functions/operations/authorize/token-verifier.ts';
import { openMspScope } from '#shared/access/open-scope.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { MemberId, MspId } from '#shared/kernel/ids.ts';
import { aPrincipal } from '#test/support/gateway-request.ts';

const who: SignedIn = { issuer: 'https://id.example.com', subject: 'person-1', verifiedEmail: 'Ada@MSP.example' };
const member = aPrincipal({ role: 'member' });
const found = { scope: openMspScope(member.mspId), memberId: member.memberId };
const elsewhere = {
  scope: openMspScope(MspId.parse('msp_00000000000000000000000002')),
  memberId: MemberId.parse('mem_00000000000000000000000002'),
};

/** A person bound to a membership; each test changes one property. */
const deps = (
  changed: { verify?: Deps['verify']; directory?: Partial<Deps['directory']>; members?: Partial<Deps['members']> } = {},
): Deps => ({
  verify: changed.verify ?? (async () => who),
  directory: {
    byIdentity: async () => found,
    byEmail: async () => [],
    byCode: async () => undefined,
    ...changed.directory,
  },
  members: { get: async () => member, bind: async () => 'taken', ...changed.members },
  tokens: { find: async () => undefined, get: async () => undefined, recordUse: async () => undefined },
  audit: { append: async () => undefined },
  clock: { now: () => new Date('2026-11-22T12:00:00.000Z') },
});
const ask = (given: Deps, headers: Record<string, string> = {}) =>
  authorize({ routeKey: 'GET /v1/me', headers: { authorization: 'Bearer token', ...headers }, requestContext }, given);
const requestContext = { requestId: 'request-1' };
const refusal = (code: string) => ({ isAuthorized: true, context: { refusal: code, detail: expect.any(String) } });
const welcome = { isAuthorized: true, context: { principal: JSON.stringify(member) } };
const unknown = { byIdentity: async () => undefined };

describe('authorize', () => {
  it('returns the caller with the role of the membership record', async () => {
    expect(await ask(deps())).toEqual(welcome);
    const demoted = { ...member, role: 'viewer' as const };
    const { context } = await ask(deps({ members: { get: async () => demoted } }));
    expect(context).toEqual({ principal: JSON.stringify(demoted) });
  });

  it("takes an assistant's token at its route alone", async () => {
    const assistant = deps({ verify: async () => ({ ...who, toolsOnly: true }) });
    const at = (routeKey: string) =>
      authorize({ routeKey, headers: { authorization: 'Bearer token' }, requestContext }, assistant);
    expect(await at('POST /v1/mcp')).toEqual(welcome);
    for (const routeKey of ['GET /v1/me', 'POST /v1/members', '']) {
      expect(await at(routeKey)).toEqual(refusal('Unauthenticated'));
    }
  });

  it.each([
    ['a code', { 'x-invitation-code': 'code' }],
    ['an invited address', {}],
  ])("does not let an assistant's token join by %s", async (_what, headers) => {
    const bound: string[] = [];
    const assistant = deps({
      verify: async () => ({ ...who, toolsOnly: true }),
      directory: { ...unknown, byCode: async () => found, byEmail: async () => [found] },
      members: {
        bind: async (_scope, memberId) => {
          bound.push(memberId);
          return member;
        },
      },
    });
    const request = {
      routeKey: 'POST /v1/mcp',
      headers: { authorization: 'Bearer token', ...headers },
      requestContext,
    };
    expect(await authorize(request, assistant)).toEqual(refusal('NotAMember'));
    expect(bound).toEqual([]);
  });

  it.each([
    ['there is no header', {}],
    ['the header is empty', { authorization: ' ' }],
    ['the scheme is another', { authorization: 'Basic dG9rZW4=' }],
    ['there is no token', { authorization: 'Bearer ' }],
    ['there are two tokens', { authorization: 'Bearer a b' }],
    ['the token has a line break', { authorization: 'Bearer a\nb' }],
    ['the token is over 16 KiB', { authorization: `Bearer ${'a'.repeat(16_385)}` }],
    ['the token is a personal access token that nobody knows', { authorization: 'Bearer vct_pat_0123456789' }],
  ])('refuses without any lookup if %s', async (_what, headers) => {
    const asked = deps({ verify: async () => Promise.reject(new Error('asked')) });
    expect(await authorize({ routeKey: 'GET /v1/me', headers, requestContext }, asked)).toEqual(
      refusal('Unauthenticated'),
    );
  });

  it.each(['Unauthenticated', 'SignInUnavailable', 'StoreUnavailable'] as const)(
    'passes %s to the handler',
    async (code) => {
      const failing = deps({ verify: async () => Promise.reject(new AppError(code, 'because')) });
      expect(await ask(failing)).toEqual({ isAuthorized: true, context: { refusal: code, detail: 'because' } });
    },
  );

  it('passes StoreUnavailable to the handler when the membership is not found in time', async () => {
    const stalled = { ...deps({ members: { get: () => new Promise(() => {}) } }), timeBoxMilliseconds: 10 };
    expect(await ask(stalled)).toEqual(refusal('StoreUnavailable'));
  });

  it('rethrows an unexpected error', async () => {
    await expect(ask(deps({ verify: async () => Promise.reject(new TypeError('oh')) }))).rejects.toThrow('oh');
  });

  it('refuses a removed member whose identity is still bound', async () => {
    expect(await ask(deps({ members: { get: async () => undefined } }))).toEqual(refusal('NotAMember'));
  });

  describe('of a member who enters a code', () => {
    const withCode = (byCode: Deps['directory']['byCode']) =>
      ask(deps({ directory: { byCode } }), { 'x-invitation-code': 'code' });

    it('of another MSP refuses, and says to leave the first one', async () => {
      const { context } = await withCode(async () => elsewhere);
      expect(context).toMatchObject({ refusal: 'NotAMember', detail: expect.stringContaining('DELETE /v1/me') });
    });

    it.each([
      ['that is not valid', undefined],
      ['of the own MSP', found],
    ])('%s returns the member', async (_what, invited) => {
      expect(await withCode(async () => invited)).toEqual(welcome);
    });
  });

  it('binds an invited person by their verified address, ignoring case', async () => {
    const asked: string[] = [];
    const invited = async (email: string) => {
      asked.push(email);
      return [found];
    };
    expect(
      await ask(deps({ directory: { ...unknown, byEmail: invited }, members: { bind: async () => member } })),
    ).toEqual(welcome);
    expect(asked).toEqual(['ada@msp.example']);
  });

  it.each([
    ['nobody invited them', { ...unknown }, who],
    [
      'their address is not verified',
      { ...unknown, byEmail: async () => [found] },
      { ...who, verifiedEmail: undefined },
    ],
    ['their address is none', { ...unknown, byEmail: async () => [found] }, { ...who, verifiedEmail: 'ada' }],
    ['two MSPs invited them', { ...unknown, byEmail: async () => [found, elsewhere] }, who],
    ['their invitation was taken by somebody else', { ...unknown, byEmail: async () => [found] }, who],
  ])('refuses if %s', async (_what, directory, signedIn) => {
    expect(await ask(deps({ directory, verify: async () => signedIn }))).toEqual(refusal('NotAMember'));
  });

  it('binds by an invitation code without a verified address', async () => {
    const byCode = async (code: string) => (code === 'right' ? found : undefined);
    const given = deps({
      directory: { ...unknown, byCode, byEmail: async () => [found, elsewhere] },
      members: { bind: async () => member },
      verify: async () => ({ ...who, verifiedEmail: undefined }),
    });
    expect(await ask(given, { 'x-invitation-code': 'right' })).toEqual(welcome);
    expect(await ask(given, { 'x-invitation-code': 'wrong' })).toEqual(refusal('NotAMember'));
  });

  it('admits a person whose concurrent first request bound them', async () => {
    let asked = 0;
    const bound = async () => (asked++ === 0 ? undefined : found);
    expect(await ask(deps({ directory: { byIdentity: bound, byEmail: async () => [found] } }))).toEqual(welcome);
  });
});
