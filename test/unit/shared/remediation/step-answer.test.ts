import { describe, expect, it } from 'vitest';
import type { Remediation, RemediationStep } from '#shared/remediation/remediation.ts';
import { firstLink, type StepContext, stepsFor } from '#shared/remediation/step-answer.ts';

const tenantId = '11111111-2222-4333-8444-555555555555';
const context = (
  changed: Partial<StepContext> = {},
  cloud: StepContext['tenant']['cloud'] = 'global',
): StepContext => ({
  tenant: {
    tenantId,
    cloud,
    initialDomain: cloud === 'global' ? 'northwind.onmicrosoft.com' : null,
    sharePointPrefix: null,
    name: 'Northwind Traders',
  },
  values: { userId: 'u1', user: 'ada@northwind.example' },
  isAdmin: false,
  given: {},
  isAppRegisteredElsewhere: false,
  ...changed,
});
const step = (changed: Partial<RemediationStep> = {}): RemediationStep => ({
  text: 'Block sign-in.',
  who: 'User Administrator',
  whoForAdmins: 'Privileged Authentication Administrator',
  where: 'Microsoft 365 admin center > Users > Active users > the person > Block sign-in',
  link: 'm365.users.user',
  minutes: 2,
  ...changed,
});
const of = (...steps: RemediationStep[]): Remediation => ({
  steps,
  verify: '',
  escalate: '',
  verifiedOn: '2026-11-30',
  sources: [],
});
const only = (changed: Partial<RemediationStep>, of_: StepContext) => stepsFor(of(step(changed)), of_)[0];

describe('stepsFor', () => {
  it('links the person in the tenant', () => {
    expect(stepsFor(of(step()), context())).toEqual([
      {
        text: 'Block sign-in.',
        who: 'User Administrator',
        where: 'Microsoft 365 admin center > Users > Active users > the person > Block sign-in',
        link: 'https://admin.cloud.microsoft/?delegatedOrg=northwind.onmicrosoft.com#/users/:/UserDetails/u1',
        minutes: 2,
      },
    ]);
  });

  it('names the role for an administrator if the account is one', () => {
    expect(only({}, context({ isAdmin: true }))?.who).toBe('Privileged Authentication Administrator');
  });

  it('names the tenant that the portal must show if the link cannot carry it', () => {
    expect(only({}, context({}, 'china'))).toMatchObject({
      text: 'Block sign-in. Make sure the portal shows Northwind Traders.',
      link: 'https://portal.partner.microsoftonline.cn/AdminPortal',
    });
  });

  it('begins the menu path with the portal that leads to a portal whose host is not known', () => {
    const where = 'SharePoint admin center > Policies > Sharing > More external sharing settings';
    expect(only({ where, link: 'sharepoint.sharing' }, context())).toMatchObject({
      where: `Microsoft 365 admin center > Show all > ${where}`,
      link: 'https://admin.cloud.microsoft/?delegatedOrg=northwind.onmicrosoft.com',
    });
  });

  it('connects PowerShell to the tenant before the first command, with the values that are known', () => {
    const powershell = { module: 'exchange', commands: ['Get-InboxRule -Mailbox <user> -Identity <rule>'] } as const;
    expect(only({ powershell }, context())?.powershell).toBe(
      'Connect-ExchangeOnline -DelegatedOrganization northwind.onmicrosoft.com\nGet-InboxRule -Mailbox ada@northwind.example -Identity <rule>',
    );
    expect(only({ powershell }, context({}, 'usgov'))).toMatchObject({
      text: 'Block sign-in. Make sure the portal shows Northwind Traders, and that PowerShell is connected to it.',
      powershell: expect.stringMatching(/^Connect-ExchangeOnline -ExchangeEnvironmentName O365USGovGCCHigh\n/),
    });
    const graph = { module: 'graph', commands: ['Update-MgUser -UserId <userId> -AccountEnabled:$false'] } as const;
    expect(only({ powershell: graph }, context({}, 'china'))?.powershell).toBe(
      `Connect-MgGraph -TenantId ${tenantId} -Environment China -Scopes User.EnableDisableAccount.All,User.Read.All\nUpdate-MgUser -UserId u1 -AccountEnabled:$false`,
    );
  });

  it.each(["x'; Remove-Item C:", 'a b', '$(whoami)', 'x\nGet-Mailbox', '`id`', '"x"'])(
    'never puts a value into a command that could end it: %s',
    (user) => {
      const powershell = { module: 'exchange', commands: ['Get-Mailbox <user>'] } as const;
      expect(only({ powershell }, context({ values: { user } }))?.powershell).toMatch(/\nGet-Mailbox <user>$/);
    },
  );

  it('opens the alert by the address that Microsoft gives, if it names the tenant', () => {
    const alertUrl = `https://security.microsoft.com/alerts/al1?tid=${tenantId}`;
    const linkOf = (given: unknown, cloud?: StepContext['tenant']['cloud']) =>
      only({ link: 'defender.alert' }, context({ values: { alertId: 'al2' }, given: { alertUrl: given } }, cloud))
        ?.link;
    expect(linkOf(alertUrl)).toBe(alertUrl);
    const ours = `https://security.microsoft.com/alerts/al2?tid=${tenantId}`;
    expect(linkOf('https://security.microsoft.com/alerts/al1')).toBe(ours);
    expect(linkOf(alertUrl.replace('security.microsoft.com', 'security.example'))).toBe(ours);
    expect(linkOf(undefined)).toBe(ours);
    expect(linkOf(alertUrl, 'china')).toBe(`https://security.microsoftonline.cn/alerts/al2?tid=${tenantId}`);
  });

  it('has no link to an app that is registered in another tenant, and says so', () => {
    const answer = only(
      { text: 'Add a secret.', link: 'entra.app-registrations.app.credentials' },
      context({ values: { appId: 'a1' }, isAppRegisteredElsewhere: true }),
    );
    expect(answer?.text).toBe('Add a secret. Do this in the tenant in which the app is registered.');
    expect(answer).not.toHaveProperty('link');
  });
});

describe('firstLink', () => {
  it('is the link of the first step that has one, or the home of the tenant', () => {
    expect(firstLink([{ text: '', who: '', where: '', minutes: 1 }], context().tenant)).toBe(
      `https://entra.microsoft.com/${tenantId}`,
    );
    const steps = stepsFor(of(step({ link: 'graph.explorer' }), step()), context());
    expect(firstLink(steps, context().tenant)).toBe(steps[0]?.link);
  });
});
