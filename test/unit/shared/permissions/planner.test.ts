import { describe, expect, it } from 'vitest';
import { findings } from '#shared/findings/index.ts';
import { wantedSurfaces } from '#shared/permissions/least-scopes.ts';
import { type PermissionPlanInput, planPermissions } from '#shared/permissions/planner.ts';
import { featureNames } from '#shared/surfaces/features.ts';
import { surfaces } from '#shared/surfaces/index.ts';

const everyScope = [
  ...new Set(surfaces.flatMap(({ accessOptions }) => accessOptions.flatMap(({ scopes }) => scopes.flat()))),
];
const everyPlan = new Set(
  surfaces.flatMap(({ accessOptions }) =>
    accessOptions.flatMap(({ plans = [] }) => plans.map((plan) => plan.replace('*', 'X'))),
  ),
);
const plan = (own: Partial<PermissionPlanInput> = {}) =>
  planPermissions({
    ...{ surfaces, findings, granted: everyScope, plans: everyPlan },
    wanted: wantedSurfaces(surfaces, { reads: ['posture', 'communications'] }),
    ...own,
  });
const scope = (name: string, own: Partial<PermissionPlanInput> = {}) =>
  plan(own).scopes.find((each) => each.scope === name);
const feature = (name: string, own: Partial<PermissionPlanInput> = {}) =>
  plan(own).features.find((each) => each.feature === name);

describe('what a permission unlocks', () => {
  it('is computed from the registries: surfaces, their findings, features', () => {
    expect(scope('Policy.Read.All')?.unlocks).toMatchObject({
      surfaces: expect.arrayContaining(['conditional-access', 'security-defaults', 'per-user-mfa']),
      findings: expect.arrayContaining(['conditional-access.references-resolve', 'mfa.enforced-for-all-users']),
      features: expect.arrayContaining(['mfa', 'conditional-access']),
    });
    expect(scope('ServiceHealth.Read.All')?.unlocks).toEqual({
      surfaces: ['service-health'],
      findings: ['service-health.no-active-incident'],
      features: ['service-health'],
    });
  });

  it('is listed for every permission that a surface needs', () => {
    const least = new Set(
      surfaces.flatMap(({ accessOptions }) => accessOptions.flatMap((option) => option.scopes.map(([first]) => first))),
    );
    expect(plan().scopes.map((each) => each.scope)).toEqual([...least].toSorted());
  });

  it('is granted, also by a write grant, or not granted, or unknown', () => {
    expect(scope('Policy.Read.All', { granted: ['Policy.ReadWrite.All'] })?.granted).toBe(true);
    expect(scope('Policy.Read.All', { granted: ['Mail.Read'] })?.granted).toBe(false);
    expect(scope('Policy.Read.All', { granted: undefined })?.granted).toBeNull();
  });

  it('is flagged where the permission writes, also where no surface needs it', () => {
    const writing = plan({ granted: ['Mail.Send', 'Directory.Read.All'] }).scopes.filter(({ writes }) => writes);
    expect(writing).toMatchObject([{ scope: 'Mail.Send', granted: true, wanted: false, unlocks: { surfaces: [] } }]);
    expect(scope('DeviceManagementManagedDevices.Read.All')?.writes).toBe(false);
  });

  it('is optional where no wanted surface needs it', () => {
    expect(scope('IdentityRiskyUser.Read.All')?.optional).toBe(true);
    expect(scope('Policy.Read.All')?.optional).toBe(false);
    const wanted = wantedSurfaces(surfaces, { reads: ['posture'] });
    expect(scope('Mail.Read', { wanted })).toMatchObject({ optional: true, wanted: false });
  });
});

describe('what a plan unlocks', () => {
  it('is the surfaces and findings that name it, and whether the plan is active', () => {
    const license = (name: string, own: Partial<PermissionPlanInput> = {}) =>
      plan(own).licenses.find((each) => each.plan === name);
    expect(license('AAD_PREMIUM_P2')).toMatchObject({
      live: true,
      unlocks: { surfaces: expect.arrayContaining(['risky-users', 'role-schedules']) },
    });
    expect(license('AAD_PREMIUM_P2', { plans: new Set() })?.live).toBe(false);
    expect(license('AAD_PREMIUM_P2', { plans: undefined })?.live).toBeNull();
    expect(license('EXCHANGE_S_*', { plans: new Set(['EXCHANGE_S_STANDARD']) })?.live).toBe(true);
  });
});

describe('a feature', () => {
  it('is ok with everything, and names what is missing otherwise', () => {
    expect(plan().features.filter(({ state }) => state !== 'ok')).toEqual([]);
    const granted = everyScope.filter((each) => each !== 'SecurityEvents.Read.All');
    expect(feature('secure-score', { granted })).toEqual({
      feature: 'secure-score',
      state: 'needs-access',
      needs: ['SecurityEvents.Read.All'],
    });
  });

  it('reports a plan before a permission, and is unknown before anything was read', () => {
    expect(feature('devices', { granted: [], plans: new Set() })?.state).toBe('needs-license');
    expect(feature('devices', { plans: undefined })?.state).toBe('unknown');
    expect(feature('devices', { granted: undefined })?.state).toBe('unknown');
  });

  it('is declared by at least one surface', () => {
    const declared = new Set(surfaces.flatMap(({ features }) => features));
    expect(featureNames.filter((name) => !declared.has(name))).toEqual([]);
  });

  it.each(featureNames)('%s works with its least scopes, all of which are read scopes', (name) => {
    const { leastScopes } = plan({ wanted: surfaces.filter(({ features }) => features.includes(name)) });
    expect(feature(name, { granted: leastScopes })?.state).toBe('ok');
    expect(leastScopes.every((each) => !/write/i.test(each))).toBe(true);
  });
});
