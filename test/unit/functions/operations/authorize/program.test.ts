import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProgramDeps } from '#functions/operations/authorize/deps.ts';
import { programPrincipal } from '#functions/operations/authorize/program.ts';
import { isAllowed, roleAllows, TokenScope } from '#shared/access/abilities.ts';
import { openMspScope } from '#shared/access/open-scope.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { AccessTokenId } from '#shared/kernel/ids.ts';
import type { Role } from '#shared/kernel/scope.ts';
import { Secret } from '#shared/kernel/secret.ts';
import type { AccessToken } from '#shared/store/access-token-store.ts';
import type { AuditEntry } from '#shared/store/audit-row.ts';
import { aPrincipal } from '#test/support/gateway-request.ts';

const maker = aPrincipal({ role: 'member' });
const { mspId, memberId } = maker;
const tokenId = AccessTokenId.parse('pat_00000000000000000000000001');
const aToken = (changed: Partial<AccessToken> = {}): AccessToken => ({
  mspId,
  memberId,
  tokenId,
  hash: 'hash',
  name: 'Report',
  scopes: ['posture.read'],
  role: 'member',
  createdAt: '2026-11-20T12:00:00.000Z',
  expiresAt: '2027-02-18T12:00:00.000Z',
  expiresAtSeconds: 1_802_952_000,
  lastUsedOn: '2026-11-22',
  ...changed,
});

/** A token that was already used today; each test changes one property. */
const fakes = (changed: Partial<AccessToken> = {}, own: Partial<ProgramDeps> & { role?: Role } = {}) => {
  const rows: AuditEntry[] = [];
  const days: string[] = [];
  const { role = maker.role, ...others } = own;
  const deps: ProgramDeps = {
    clock: { now: () => new Date('2026-11-22T12:00:00.000Z') },
    tokens: {
      find: async () => ({ scope: openMspScope(mspId), memberId, tokenId }),
      get: async () => aToken(changed),
      recordUse: async (_scope, _token, day) => void days.push(day),
    },
    members: { get: async () => ({ ...maker, role }) },
    audit: { append: async (_scope, row) => rows.push(row) },
    ...others,
  };
  return { deps, rows, days, ask: () => programPrincipal(new Secret('vct_pat_x'), 'request-1', deps) };
};
const refusal = expect.objectContaining({ code: 'Unauthenticated' });

describe('a program', () => {
  it('acts for the creator of its token, restricted to the scopes', async () => {
    expect(await fakes().ask()).toEqual({ ...maker, scopes: ['posture.read'] });
  });

  it('gets the same error for an unknown token, a revoked one and one whose creator has left', async () => {
    const { deps } = fakes();
    const missing: Partial<ProgramDeps>[] = [
      { tokens: { ...deps.tokens, find: async () => undefined } },
      { tokens: { ...deps.tokens, get: async () => undefined } },
      { members: { get: async () => undefined } },
    ];
    const details = new Set<string>();
    for (const own of missing) {
      const error = await fakes({}, own)
        .ask()
        .catch((thrown: unknown) => thrown);
      expect(error).toEqual(refusal);
      details.add(String(error));
    }
    expect(details.size).toBe(1);
  });

  it('writes one audit row a day, before the date of use is stored', async () => {
    const { rows, days, ask } = fakes({ lastUsedOn: '2026-11-21' });
    await ask();
    expect(rows).toEqual([
      { action: 'token.used', memberId, target: tokenId, outcome: 'done', requestId: 'request-1' },
    ]);
    expect(days).toEqual(['2026-11-22']);
    const nextDay = fakes();
    await nextDay.ask();
    expect([...nextDay.rows, ...nextDay.days]).toEqual([]);
  });

  it('is refused if the first use of the day cannot be audited', async () => {
    const down = { append: () => Promise.reject(new AppError('AuditUnavailable', 'down')) };
    const { days, ask } = fakes({ lastUsedOn: null }, { audit: down });
    await expect(ask()).rejects.toMatchObject({ code: 'AuditUnavailable' });
    expect(days).toEqual([]);
  });

  it('is refused if the token was revoked in the meantime', async () => {
    const { deps } = fakes();
    const tokens = { ...deps.tokens, get: async () => aToken({ lastUsedOn: null }) };
    const recordUse = () => Promise.reject(new AppError('NotFound', 'gone'));
    await expect(fakes({}, { tokens: { ...tokens, recordUse } }).ask()).rejects.toEqual(refusal);
  });

  it('never has more than the current role, the role at creation and the scopes allow', async () => {
    const roles = fc.constantFrom<Role>('admin', 'member', 'viewer');
    const property = fc.asyncProperty(roles, roles, fc.subarray([...TokenScope.options]), async (then, now, scopes) => {
      const caller = await fakes({ role: then, scopes }, { role: now }).ask();
      expect(isAllowed(caller, 'tokens.manage')).toBe(false);
      for (const ability of TokenScope.options) {
        const wanted = roleAllows(then, ability) && roleAllows(now, ability) && scopes.includes(ability);
        expect(isAllowed(caller, ability), ability).toBe(wanted);
      }
    });
    await fc.assert(property);
  });
});
