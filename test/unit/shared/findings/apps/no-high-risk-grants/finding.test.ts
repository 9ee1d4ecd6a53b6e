import { describe, expect, it } from 'vitest';
import { noHighRiskGrants } from '#shared/findings/apps/no-high-risk-grants/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { type App, app, may } from '#test/support/app-facts.ts';
import { needsAccess, posture, roleHolder, tenantId } from '#test/support/posture-facts.ts';

const judge = (facts: App[], roles: ReturnType<typeof roleHolder>[] = []) =>
  judgeFinding(noHighRiskGrants, posture({ 'app-grants': facts, 'directory-roles': roles }));
const takeOver = may('Directory.ReadWrite.All');

describe('apps.no-high-risk-grants', () => {
  it('passes for an application with low-risk permissions', () => {
    expect(judge([app()])).toMatchObject({ verdict: 'pass', assessed: 1 });
  });

  it('has the application id as its fingerprint across tenants', () => {
    const [judgment] = judge([app({ application: takeOver })]).judgments;
    expect(judgment?.fingerprints).toEqual([{ kind: 'app', value: 'app-1', name: 'Backup of others' }]);
    expect(judge([app()]).judgments[0]?.fingerprints).toBeUndefined();
  });

  it.each([
    'RoleManagement.ReadWrite.Directory',
    'AppRoleAssignment.ReadWrite.All',
    'Application.ReadWrite.All',
    'Directory.ReadWrite.All',
    'full_access_as_app',
    'UserAuthenticationMethod.ReadWrite.All',
    'Policy.ReadWrite.ConditionalAccess',
  ])('fails with %s, as an application permission and as a delegated one for all users', (permission) => {
    expect(judge([app({ application: may(permission) })])).toMatchObject({
      verdict: 'fail',
      reason: `Backup of others can take over the tenant with ${permission}.`,
    });
    expect(judge([app({ delegated: may(permission) })]).verdict).toBe('fail');
  });

  it.each(['Mail.Read', 'Mail.Send', 'Files.Read.All', 'Sites.FullControl.All'])('warns with %s', (permission) => {
    expect(judge([app({ application: may(permission) })]).verdict).toBe('warn');
    expect(judge([app({ delegated: may(permission) })]).verdict).toBe('warn');
  });

  it('passes with Sites.Selected and with permissions that no longer exist', () => {
    const unknownPermission = { resourceAppId: 'graph', resource: 'Microsoft Graph', permission: null };
    expect(
      judge([app({ application: [...may('Sites.Selected', 'MailboxSettings.Read'), unknownPermission] })]).verdict,
    ).toBe('pass');
  });

  it.each<[string, Partial<App>]>([
    ["the tenant's own", { ownerTenantId: tenantId }],
    ["Microsoft's", { ownerTenantId: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a' }],
    ["Microsoft's, of its own directory", { ownerTenantId: '72f988bf-86f1-41af-91ab-2d7cd011db47' }],
    ['a managed identity', { ownerTenantId: null }],
    ['disabled', { isEnabled: false }],
    ['the one of this connection', { appId: 'own-app' }],
  ])('leaves out an application that is %s', (_what, overrides) => {
    expect(judge([app({ application: takeOver, ...overrides })])).toMatchObject({ verdict: 'pass', assessed: 0 });
  });

  it('fails for any application that holds a tier-0 role', () => {
    const role = roleHolder(1, {
      principalId: 'principal-1',
      principalType: 'servicePrincipal',
      principalName: 'Script',
    });
    expect(judge([app({ ownerTenantId: tenantId })], [role])).toMatchObject({
      verdict: 'fail',
      reason: 'Backup of others can take over the tenant with Global Administrator.',
    });
    expect(judge([], [role]).judgments).toMatchObject([{ subject: { kind: 'app', name: 'Script' }, verdict: 'fail' }]);
    expect(judge([], [{ ...role, principalAppId: 'app-7' }])).toMatchObject({
      judgments: [{ subject: { kind: 'app', id: 'app-7' }, fingerprints: [{ kind: 'app', value: 'app-7' }] }],
    });
    expect(judge([], [{ ...role, principalAppId: 'own-app' }]).assessed).toBe(0);
    const throughGroup = { ...role, principalAppId: 'app-7', viaGroupId: 'group-1' };
    expect(judge([], [{ ...role, principalName: null }, throughGroup])).toMatchObject({
      judgments: [{ subject: { kind: 'app', id: 'app-7', name: 'Script' } }],
    });
    const lesser = { ...role, roleTemplateId: '29232cdf-9323-42fd-ade2-1d097af3e4de' };
    expect(judge([], [lesser]).verdict).toBe('pass');
  });

  it('is unknown when applications cannot be read', () => {
    expect(judgeFinding(noHighRiskGrants, posture({}, { 'app-grants': needsAccess })).verdict).toBe('unknown');
  });
});
