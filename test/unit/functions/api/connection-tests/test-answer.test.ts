import { describe, expect, it } from 'vitest';
import { toTestAnswer } from '#functions/api/connection-tests/test-answer.ts';
import type { ConnectTestResult } from '#shared/microsoft/connect-test.ts';
import { leastScopes, wantedSurfaces } from '#shared/permissions/least-scopes.ts';
import { surfaces } from '#shared/surfaces/index.ts';

const posture = { reads: ['posture'] as const satisfies readonly string[] };
const both = { reads: ['posture', 'communications'] as const satisfies readonly string[] };
const everything = leastScopes(wantedSurfaces(surfaces, both));
const result = (changed: Partial<ConnectTestResult> = {}): ConnectTestResult => ({
  credential: 'valid',
  tenantName: 'Acme',
  grantedScopes: everything,
  mailboxes: [{ upn: 'jane@msp.example', ok: true }],
  problems: [],
  ...changed,
});
const answer = (of: ConnectTestResult, { reads }: { readonly reads: readonly ('posture' | 'communications')[] }) =>
  toTestAnswer(of, { reads: [...reads] });

describe('the answer to a connect test', () => {
  it('says Connected without a problem when every wanted permission is granted', () => {
    expect(answer(result(), both)).toMatchObject({
      ok: true,
      message: 'Connected to Acme — 1 mailbox configured',
      problems: [],
    });
  });

  it('names the missing permissions as a problem and in the sentence when some are not granted', () => {
    const missing = ['AuditLog.Read.All', 'SecurityAlert.Read.All'];
    const tested = answer(result({ grantedScopes: everything.filter((scope) => !missing.includes(scope)) }), both);
    expect(tested).toMatchObject({
      ok: true,
      problems: [{ code: 'needs-access', title: '2 permissions are not granted.', scopes: missing }],
    });
    expect(tested.message).toMatch(/^Connected to Acme — 1 mailbox configured\. 2 permissions are not granted\./);
    for (const scope of missing) {
      expect(tested.message).toContain(scope);
      expect(tested.problems[0]?.detail).toContain(scope);
    }
  });

  it('has no mailbox clause and misses no mail permission when only the posture is read', () => {
    const granted = leastScopes(wantedSurfaces(surfaces, posture));
    expect(answer(result({ mailboxes: [], grantedScopes: granted }), posture)).toMatchObject({
      ok: true,
      message: 'Connected to Acme',
      problems: [],
    });
  });

  it('misses no permission that a plan unlocks which the tenant does not have', () => {
    // Without the plan of the report, registrations are read from the methods of each user.
    const granted = [
      ...everything.filter((scope) => !scope.startsWith('IdentityRisk')),
      'UserAuthenticationMethod.Read.All',
    ];
    const withoutPlans = toTestAnswer(result({ grantedScopes: granted }), { reads: [...both.reads], plans: new Set() });
    expect(withoutPlans.problems).toEqual([]);
  });

  it('shows a failure first, and the missing permissions after it', () => {
    const failure = { code: 'mailbox-not-found', title: 'Microsoft does not know the mailbox.', detail: 'check it' };
    const tested = answer(result({ problems: [failure], grantedScopes: ['Mail.Read'] }), both);
    expect(tested).toMatchObject({ ok: false, problems: [failure, { code: 'needs-access' }] });
    expect(tested.message).toBe('Microsoft does not know the mailbox. Check it (mailbox-not-found)');
  });
});
