import { describe, expect, it } from 'vitest';
import { noRetiredProtocols } from '#shared/findings/apps/no-retired-protocols/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { type App, app } from '#test/support/app-facts.ts';
import { needsAccess, posture, tenantId } from '#test/support/posture-facts.ts';

const judge = (...facts: App[]) => judgeFinding(noRetiredProtocols, posture({ 'app-grants': facts }));
const ofExchange = (...permissions: (string | null)[]): App['application'] =>
  permissions.map((permission) => ({
    resourceAppId: '00000002-0000-0ff1-ce00-000000000000',
    resource: 'Office 365 Exchange Online',
    permission,
  }));
const ews = ofExchange('full_access_as_app');

describe('apps.no-retired-protocols', () => {
  it('passes for an application without a permission for Exchange Web Services', () => {
    expect(judge(app())).toMatchObject({ verdict: 'pass', assessed: 1 });
  });

  it.each<[string, Partial<App>, string]>([
    ['full_access_as_app', { application: ews }, 'fail'],
    ['EWS.AccessAsUser.All for all users', { delegated: ofExchange('EWS.AccessAsUser.All') }, 'fail'],
    ["one of the tenant's own applications", { application: ews, ownerTenantId: tenantId }, 'fail'],
    ['another permission of Exchange', { application: ofExchange('Mail.Read', 'IMAP.AccessAsApp') }, 'pass'],
    ['a permission that Exchange no longer offers', { application: ofExchange(null) }, 'pass'],
    [
      'a permission of that name of another resource',
      { application: ews.map((permission) => ({ ...permission, resourceAppId: 'another' })) },
      'pass',
    ],
  ])('judges %s', (_what, overrides, verdict) => {
    expect(judge(app(overrides)).verdict).toBe(verdict);
  });

  it('names the permissions, each once', () => {
    const delegated = ofExchange('EWS.AccessAsUser.All', 'EWS.AccessAsUser.All');
    expect(judge(app({ application: ews, delegated })).judgments).toMatchObject([
      {
        reason:
          'Backup of others may use Exchange Web Services with full_access_as_app and EWS.AccessAsUser.All; Microsoft ends this protocol in April 2027.',
        evidence: { permissions: ['full_access_as_app', 'EWS.AccessAsUser.All'] },
      },
    ]);
  });

  it.each<[string, Partial<App>]>([
    ['disabled', { isEnabled: false }],
    ['the one of this connection', { appId: 'own-app' }],
  ])('leaves out an application that is %s', (_what, overrides) => {
    expect(judge(app({ application: ews, ...overrides }))).toMatchObject({ verdict: 'pass', assessed: 0 });
  });

  it('is unknown when applications cannot be read', () => {
    expect(judgeFinding(noRetiredProtocols, posture({}, { 'app-grants': needsAccess })).verdict).toBe('unknown');
  });
});
