import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sharepointSettings } from '#shared/surfaces/sharepoint-settings/surface.ts';
import { fakeGraphReader, fixture, readFacts } from '#test/support/graph-reader.ts';

const path = '/admin/sharepoint/settings';
const wrapped = fixture('sharepoint-settings', 'wrapped');
const settings = z.object({ value: z.record(z.string(), z.unknown()) }).parse(wrapped[path]).value;
const read = (answer: unknown) => readFacts(sharepointSettings, fakeGraphReader({ [path]: answer }));

const expected = {
  sharing: 'new-and-existing-guests',
  domainRestriction: 'block-list',
  restrictedDomains: 2,
  guestsMayReshare: true,
  legacyAuthenticationOn: false,
  invitedAccountMustMatch: true,
  idleSignOut: { isOn: true, afterSeconds: 300 },
  unmanagedSyncBlocked: true,
};

describe('SharePoint settings', () => {
  it('are read with and without the wrapper of the documentation', async () => {
    expect(await read(wrapped[path])).toEqual([expected]);
    expect(await read(settings)).toEqual([expected]);
  });

  it.each([
    ['Disabled', 'disabled'],
    ['ExistingExternalUserSharingOnly', 'existing-guests'],
    ['ExternalUserAndGuestSharing', 'anyone'],
    ['somethingNew', 'unknown'],
  ])('map the sharing capability in any case: %s', async (sharingCapability, sharing) => {
    expect(await read({ ...settings, sharingCapability })).toEqual([{ ...expected, sharing }]);
  });

  it.each([
    ['AllowList', 'allow-list', 1],
    ['none', 'none', 0],
    ['later', 'unknown', 0],
  ])(
    'count the domains of the list that applies: %s',
    async (sharingDomainRestrictionMode, domainRestriction, count) => {
      const facts = await read({ ...settings, sharingDomainRestrictionMode });
      expect(facts).toEqual([{ ...expected, domainRestriction, restrictedDomains: count }]);
    },
  );

  it('have idle sign-out off where it is missing', async () => {
    const { idleSessionSignOut, ...rest } = settings;
    expect(idleSessionSignOut).toBeDefined();
    expect(await read(rest)).toEqual([{ ...expected, idleSignOut: { isOn: false, afterSeconds: 0 } }]);
  });

  it.each([
    'sharingCapability',
    'sharingDomainRestrictionMode',
    'isResharingByExternalUsersEnabled',
    'isLegacyAuthProtocolsEnabled',
    'isUnmanagedSyncAppForTenantRestricted',
  ])('reject a missing %s', async (field) => {
    await expect(read({ ...settings, [field]: undefined })).rejects.toMatchObject({ details: { field } });
  });
});
