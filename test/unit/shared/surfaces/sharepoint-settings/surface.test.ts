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
  it('are read as the documentation wraps them, and bare', async () => {
    expect(await read(wrapped[path])).toEqual([expected]);
    expect(await read(settings)).toEqual([expected]);
  });

  it.each([
    ['Disabled', 'disabled'],
    ['ExistingExternalUserSharingOnly', 'existing-guests'],
    ['ExternalUserAndGuestSharing', 'anyone'],
    ['somethingNew', 'unknown'],
  ])('word sharing in any case: %s', async (sharingCapability, sharing) => {
    expect(await read({ ...settings, sharingCapability })).toEqual([{ ...expected, sharing }]);
  });

  it.each([
    ['AllowList', 'allow-list', 1],
    ['none', 'none', 0],
    ['later', 'unknown', 0],
  ])('count the domains of the list in force: %s', async (sharingDomainRestrictionMode, domainRestriction, count) => {
    const facts = await read({ ...settings, sharingDomainRestrictionMode });
    expect(facts).toEqual([{ ...expected, domainRestriction, restrictedDomains: count }]);
  });

  it('say that nobody is signed out where they say nothing of it', async () => {
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
  ])('are never guessed: %s', async (field) => {
    await expect(read({ ...settings, [field]: undefined })).rejects.toMatchObject({ details: { field } });
  });
});
