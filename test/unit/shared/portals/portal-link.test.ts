import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cloud } from '#shared/kernel/cloud.ts';
import { findPortalLink, type PortalTenant, portalLink } from '#shared/portals/portal-link.ts';
import { type PortalPageKey, portalPages } from '#shared/portals/portal-pages.ts';

const tenantId = '11111111-2222-4333-8444-555555555555';
const acme = (changed: Partial<PortalTenant> = {}): PortalTenant => ({
  tenantId,
  cloud: 'global',
  initialDomain: 'acme.onmicrosoft.example',
  sharePointPrefix: 'acme',
  ...changed,
});
const keys = Object.keys(portalPages) as PortalPageKey[]; // the keys of the table itself
const object = { userId: 'u1', appId: 'a1', servicePrincipalId: 's1', policyId: 'p1', groupId: 'g1', alertId: 'al1' };
const foreignHosts: Readonly<Record<Cloud, RegExp>> = {
  global: /\.us\b|\.mil\b|\.cn\b/,
  usgov: /microsoft\.com|sharepoint\.com|cloud\.microsoft|\.mil\b|\.cn\b/,
  'usgov-dod': /microsoft\.com|sharepoint\.com|cloud\.microsoft|office365\.us|\.cn\b/,
  china: /entra\.microsoft\.com|security\.microsoft\.com|sharepoint\.com|cloud\.microsoft|\.us\b|\.mil\b/,
};

describe('portalLink', () => {
  it('opens the page of an object in the tenant of a customer', () => {
    expect(portalLink('entra.users.user', acme(), { userId: 'u1' })).toEqual({
      url: `https://entra.microsoft.com/${tenantId}/#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/u1`,
      carriesTenant: true,
      where: 'Microsoft Entra admin center > Entra ID > Users > All users > the person',
    });
    expect(portalLink('m365.licenses', acme()).url).toBe(
      'https://admin.cloud.microsoft/?delegatedOrg=acme.onmicrosoft.example#/licenses',
    );
    expect(portalLink('sharepoint.sharing', acme()).url).toBe(
      'https://acme-admin.sharepoint.com/_layouts/15/online/AdminHome.aspx#/sharing',
    );
  });

  it('links the list of users where the user is not known', () => {
    expect(portalLink('entra.users.user', acme())).toMatchObject({
      url: expect.stringMatching(`^https://entra.microsoft.com/${tenantId}/#view/.*AllUsers$`),
      carriesTenant: true,
    });
  });

  it('links the home of the portal where neither the object nor a list is known', () => {
    expect(portalLink('entra.groups.group', acme()).url).toBe(`https://entra.microsoft.com/${tenantId}`);
  });

  it('leads through the Microsoft 365 admin center where the host of a portal is not known', () => {
    expect(portalLink('sharepoint.sharing', acme({ sharePointPrefix: null })).where).toBe(
      'Microsoft 365 admin center > Show all > SharePoint admin center > Policies > Sharing',
    );
    expect(portalLink('exchange.mailboxes', acme({ cloud: 'usgov-dod' }))).toEqual({
      url: 'https://portal.apps.mil/adminportal/home',
      carriesTenant: false,
      where: 'Microsoft 365 admin center > Show all > Exchange admin center > Recipients > Mailboxes',
    });
  });

  it('has no link where the cloud does not have the portal', () => {
    for (const cloud of ['usgov', 'usgov-dod', 'china'] as const)
      expect(findPortalLink('graph.explorer', acme({ cloud }))).toBeUndefined();
  });

  it('links the host alone where the cloud or the reading has no form with a tenant', () => {
    expect(portalLink('m365.licenses', acme({ cloud: 'usgov' }))).toMatchObject({
      url: 'https://portal.office365.us/adminportal/home',
      carriesTenant: false,
    });
    expect(portalLink('m365.licenses', acme({ initialDomain: null }))).toMatchObject({
      url: 'https://admin.cloud.microsoft',
      carriesTenant: false,
    });
    expect(portalLink('sharepoint.sharing', acme({ sharePointPrefix: null })).url).toBe(
      'https://admin.cloud.microsoft/?delegatedOrg=acme.onmicrosoft.example',
    );
  });

  it.each(Cloud.options)('keeps to the hosts of its own cloud: %s', (cloud) => {
    for (const key of keys) {
      const url = findPortalLink(key, acme({ cloud }), object)?.url;
      if (url === undefined) continue;
      expect(new URL(url).protocol, key).toBe('https:');
      expect(new URL(url).host, key).not.toMatch(foreignHosts[cloud]);
    }
  });

  it.each(keys)('%s names the tenant in its link, or says that it does not', (key) => {
    for (const cloud of Cloud.options) {
      const tenant = acme({ cloud });
      const link = findPortalLink(key, tenant, object);
      if (link === undefined) continue;
      const { url, carriesTenant } = link;
      const named = [tenant.tenantId, 'acme.onmicrosoft.example', 'acme-admin.'].some((mark) => url.includes(mark));
      expect({ cloud, carriesTenant }).toEqual({ cloud, carriesTenant: named });
    }
  });

  it('encodes what it is given, so that a name or an id never changes the page', () => {
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.string(), (key, value) => {
        const plain = portalLink(key, acme(), { ...object, userId: 'x', controlName: 'x' });
        const given = portalLink(key, acme(), { ...object, userId: value || 'x', controlName: value || 'x' });
        expect(new URL(given.url).host).toBe(new URL(plain.url).host);
        expect(given.url.split('/').length).toBe(plain.url.split('/').length);
        expect(given.url.split('#').length).toBe(plain.url.split('#').length);
      }),
    );
  });
});
