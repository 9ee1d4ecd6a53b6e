import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessOf, isGranted } from '#shared/permissions/access.ts';
import { leastScopes, missingScopes, wantedSurfaces } from '#shared/permissions/least-scopes.ts';
import type { AnySurface } from '#shared/surfaces/define-surface.ts';
import { surfaces } from '#shared/surfaces/index.ts';

const withIds = (...ids: readonly string[]): readonly AnySurface[] => surfaces.filter(({ id }) => ids.includes(id));
const everyPlan = new Set(['AAD_PREMIUM', 'AAD_PREMIUM_P2', 'EXCHANGE_S_STANDARD', 'MTP', 'INTUNE_A', 'WINDEFATP']);
const everyScope = [
  ...new Set(surfaces.flatMap(({ accessOptions }) => accessOptions.flatMap(({ scopes }) => scopes.flat()))),
];

describe('the least scopes', () => {
  it.each([
    [['secure-score'], ['SecurityEvents.Read.All']],
    [['domains', 'licenses', 'organization'], ['Directory.Read.All']],
    [['directory-roles'], ['RoleManagement.Read.Directory']],
    [['directory-roles', 'domains'], ['Directory.Read.All']],
    [['directory-roles', 'role-schedules'], ['RoleManagement.Read.Directory']],
    [['conditional-access', 'security-defaults', 'per-user-mfa'], ['Policy.Read.All']],
    [[], []],
  ])('for %j are %j', (ids, scopes) => {
    expect(leastScopes(withIds(...ids))).toEqual(scopes);
  });

  it('are those of the next option where the tenant lacks the plan of the first', () => {
    const registrations = withIds('mfa-registrations');
    expect(leastScopes(registrations)).toEqual(['AuditLog.Read.All']);
    expect(leastScopes(registrations, { granted: [], plans: new Set() })).toEqual([
      'UserAuthenticationMethod.Read.All',
    ]);
  });

  it('are none where the tenant lacks the plan of every option', () => {
    expect(leastScopes(withIds('conditional-access', 'risky-users'), { granted: [], plans: new Set() })).toEqual([]);
  });

  it('are only those that are missing, and a read-write grant counts as read', () => {
    expect(leastScopes(withIds('conditional-access'), { granted: ['Policy.ReadWrite.All'] })).toEqual([]);
  });

  it('are sufficient and minimal, whatever is granted', () => {
    fc.assert(
      fc.property(
        fc.subarray([...surfaces]),
        fc.subarray(everyScope),
        fc.subarray([...everyPlan]),
        (chosen, granted, live) => {
          const plans = new Set(live);
          const scopes = leastScopes(chosen, { granted, plans });
          const isEnough = (roles: readonly string[]) =>
            chosen.every((surface) => {
              const licensed = surface.accessOptions.find(
                (option) => accessOf({ accessOptions: [option] }, { roles: everyScope, plans }).state === 'ok',
              );
              return licensed === undefined || licensed.scopes.every((anyOf) => isGranted(anyOf, roles));
            });
          expect(isEnough([...granted, ...scopes])).toBe(true);
          for (const scope of scopes) {
            expect(isEnough([...granted, ...scopes.filter((other) => other !== scope)])).toBe(false);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('the missing scopes of a connection', () => {
  it('include no mail scope for posture alone, and no optional scope', () => {
    const missing = missingScopes(surfaces, { reads: ['posture'], grantedScopes: [] });
    expect(missing).not.toContain('Mail.Read');
    expect(missing).not.toContain('IdentityRiskyUser.Read.All');
    expect(missing).toContain('AuditLog.Read.All');
    expect(wantedSurfaces(surfaces, { reads: ['communications'] }).map(({ id }) => id)).toEqual(['events', 'messages']);
  });

  it('are none where all are granted', () => {
    expect(missingScopes(surfaces, { reads: ['posture', 'communications'], grantedScopes: everyScope })).toEqual([]);
  });
});
