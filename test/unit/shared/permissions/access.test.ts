import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessOf, anyRole } from '#shared/permissions/access.ts';
import type { AccessOption } from '#shared/surfaces/define-surface.ts';
import { surfaceOf, surfaces } from '#shared/surfaces/index.ts';

const read: AccessOption = { name: 'read', scopes: [['A.Read.All', 'B.Read.All'], ['C.Read']], plans: ['P1', 'X_S_*'] };
const fallback: AccessOption = { name: 'fallback', scopes: [['D.Read.All']] };
const tenantAccess = (roles: string[], ...plans: string[]) => ({ roles, plans: new Set(plans) });

describe('access', () => {
  it('uses the first permitted option', () => {
    const surface = { accessOptions: [read, fallback] as const };
    const all = tenantAccess(['A.Read.All', 'C.Read', 'D.Read.All'], 'P1');
    expect(accessOf(surface, all)).toEqual({ state: 'ok', accessOption: read });
    expect(accessOf(surface, tenantAccess(['A.Read.All', 'C.Read', 'D.Read.All']))).toEqual({
      state: 'ok',
      accessOption: fallback,
    });
  });

  it('needs one scope of every group', () => {
    const surface = { accessOptions: [read] as const };
    expect(accessOf(surface, tenantAccess(['B.Read.All', 'C.Read'], 'P1')).state).toBe('ok');
    expect(accessOf(surface, tenantAccess(['A.Read.All', 'B.Read.All'], 'P1'))).toEqual({
      state: 'needs-access',
      needs: ['C.Read'],
    });
    expect(accessOf(surface, tenantAccess([], 'P1'))).toEqual({
      state: 'needs-access',
      needs: ['A.Read.All', 'C.Read'],
    });
  });

  it('reports the license before the scope', () => {
    expect(accessOf({ accessOptions: [read] }, tenantAccess([]))).toEqual({
      state: 'needs-license',
      needs: ['P1', 'X_S_*'],
    });
    expect(accessOf({ accessOptions: [read] }, tenantAccess(['A.Read.All', 'C.Read'])).state).toBe('needs-license');
  });

  it('names the scope of an option that needs no license', () => {
    expect(accessOf({ accessOptions: [read, fallback] }, tenantAccess([]))).toEqual({
      state: 'needs-access',
      needs: ['D.Read.All'],
    });
  });

  it('matches plans by prefix', () => {
    expect(accessOf({ accessOptions: [read] }, tenantAccess(['A.Read.All', 'C.Read'], 'X_S_STANDARD')).state).toBe(
      'ok',
    );
    expect(accessOf({ accessOptions: [read] }, tenantAccess(['A.Read.All', 'C.Read'], 'X_T')).state).toBe(
      'needs-license',
    );
  });

  it('accepts a write scope for a read scope', () => {
    expect(accessOf({ accessOptions: [read] }, tenantAccess(['A.ReadWrite.All', 'C.ReadWrite'], 'P1')).state).toBe(
      'ok',
    );
    expect(accessOf({ accessOptions: [fallback] }, tenantAccess(['D.ReadBasic.All'])).state).toBe('needs-access');
  });

  it('permits everything where the token cannot be read', () => {
    expect(accessOf({ accessOptions: [fallback] }, tenantAccess([anyRole])).state).toBe('ok');
  });

  it('permits users without sign-in activity where the plan is missing', () => {
    const users = surfaceOf('users');
    if (users === undefined) throw new Error('no users');
    const scopes = ['User.Read.All', 'AuditLog.Read.All'];
    expect(accessOf(users, tenantAccess(scopes, 'AAD_PREMIUM'))).toMatchObject({
      accessOption: { name: 'with-sign-ins' },
    });
    expect(accessOf(users, tenantAccess(scopes))).toMatchObject({ accessOption: { name: 'plain' } });
    expect(accessOf(users, tenantAccess(['User.Read.All'], 'AAD_PREMIUM'))).toMatchObject({
      accessOption: { name: 'plain' },
    });
  });

  it('permits mail and calendars without a scope in the token, because Exchange may have granted it', () => {
    const tried = surfaces.filter((surface) => accessOf(surface, tenantAccess([])).state === 'ok').map(({ id }) => id);
    expect(tried.toSorted()).toEqual(['events', 'messages']);
  });

  it('never gets worse with an additional scope or plan', () => {
    const scopes = [
      ...new Set(surfaces.flatMap(({ accessOptions }) => accessOptions.flatMap((option) => option.scopes.flat()))),
    ];
    const plans = ['AAD_PREMIUM', 'AAD_PREMIUM_P2', 'EXCHANGE_S_STANDARD'];
    fc.assert(
      fc.property(
        fc.constantFrom(...surfaces),
        fc.subarray(scopes),
        fc.subarray(plans),
        fc.constantFrom(...scopes),
        fc.constantFrom(...plans),
        (surface, held, live, scope, plan) => {
          const before = accessOf(surface, tenantAccess(held, ...live));
          const after = accessOf(surface, tenantAccess([...held, scope], ...live, plan));
          expect(before.state !== 'ok' || after.state === 'ok').toBe(true);
        },
      ),
    );
  });
});
