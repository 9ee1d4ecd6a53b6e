import { describe, expect, it } from 'vitest';
import { bucketsOf, isMailboxRequest, openThrottle, throttleDomainOf } from '#shared/microsoft/throttle-windows.ts';

describe('the service behind a path', () => {
  it.each([
    ['/users', 'directory'],
    ['/users/{id}/authentication/requirements', 'directory'],
    ['/groups/{id}/transitiveMembers', 'directory'],
    ['/roleManagement/directory/roleAssignments', 'directory'],
    ['/policies/identitySecurityDefaultsEnforcementPolicy', 'directory'],
    ['/reports/authenticationMethods/userRegistrationDetails', 'reports'],
    ['/auditLogs/directoryAudits', 'reports'],
    ['/reports/getMailboxUsageDetail', 'usage-reports'],
    ['/identity/conditionalAccess/policies', 'conditional-access'],
    ['/identityProtection/riskyUsers', 'conditional-access'],
    ['/security/secureScores', 'security'],
    ['/admin/serviceAnnouncement/issues', 'service-communications'],
    ['/admin/sharepoint/settings', 'sharepoint'],
    ['/deviceManagement/managedDevices', 'intune'],
    ['/users/{mailbox}/messages', 'outlook'],
    ['/users/{who}/mailboxSettings', 'outlook'],
    ['/users/{m}/calendarView', 'outlook'],
  ])('%s is %s', (path, domain) => {
    expect(throttleDomainOf({ path })).toBe(domain);
    expect(isMailboxRequest({ path })).toBe(domain === 'outlook');
  });

  it('is reports for users with sign-in activity', () => {
    expect(throttleDomainOf({ path: '/users', query: { $select: 'id,signInActivity' } })).toBe('reports');
  });

  it('has a bucket per mailbox, whatever its parameter is called', () => {
    const one = bucketsOf({ path: '/users/{a}/messages', params: { a: 'X@msp.example' } });
    const same = bucketsOf({ path: '/users/{b}/messages', params: { b: 'x@msp.example' } });
    const other = bucketsOf({ path: '/users/{a}/messages', params: { a: 'y@msp.example' } });
    expect(one).toEqual(same);
    expect(one.some((bucket) => other.includes(bucket))).toBe(false);
  });
});

describe('throttle windows', () => {
  it('apply to their buckets for the longest time that was set', () => {
    let now = new Date('2026-11-22T09:00:00.000Z');
    const throttle = openThrottle({ now: () => now });
    throttle.close(['a', 'b'], 10);
    throttle.close(['a'], 3);
    expect([throttle.waitSeconds(['a']), throttle.waitSeconds(['b', 'c']), throttle.waitSeconds(['c'])]).toEqual([
      10, 10, 0,
    ]);
    now = new Date(now.getTime() + 9999);
    expect(throttle.waitSeconds(['a'])).toBeCloseTo(0.001);
    now = new Date(now.getTime() + 1);
    expect(throttle.waitSeconds(['a'])).toBe(0);
  });
});
