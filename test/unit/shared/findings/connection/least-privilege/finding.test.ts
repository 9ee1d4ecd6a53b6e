import { describe, expect, it } from 'vitest';
import { leastPrivilege } from '#shared/findings/connection/least-privilege/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { connection, posture } from '#test/support/posture-facts.ts';

const judge = (...given: Parameters<typeof connection>) =>
  judgeFinding(leastPrivilege, posture({}, {}, [], connection(...given)));

describe('connection.least-privilege', () => {
  it.each([
    'Policy.Read.All',
    'DeviceManagementManagedDevices.Read.All',
    'SharePointTenantSettings.Read.All',
    'UserAuthenticationMethod.Read.All',
  ])('passes with %s', (scope) => {
    expect(judge({}, [scope])).toMatchObject({
      verdict: 'pass',
      reason: 'The application holds 1 permission, which is read-only.',
    });
  });

  it.each([
    'Directory.ReadWrite.All',
    'Mail.Send',
    'Mail.ReadWrite',
    'Sites.FullControl.All',
    'Sites.Manage.All',
    'Exchange.ManageAsApp',
    'full_access_as_app',
    'TeamsActivity.Send',
    'ThreatSubmission.readwrite.All',
  ])('fails with %s, and names it', (scope) => {
    expect(judge({}, ['Policy.Read.All', scope])).toMatchObject({
      verdict: 'fail',
      reason: `The application can write with ${scope}.`,
    });
  });

  it('passes when a token was read that holds no permission', () => {
    expect(judge({}, [])).toMatchObject({ verdict: 'pass', reason: 'The application holds no permission.' });
  });

  it('is unknown when the credential is not valid', () => {
    expect(judge({ state: 'unknown' }, []).verdict).toBe('unknown');
    expect(judge({ state: 'refused' }, ['Mail.Send']).verdict).toBe('unknown');
    expect(judgeFinding(leastPrivilege, { ...posture(), connection: undefined }).verdict).toBe('unknown');
  });
});
