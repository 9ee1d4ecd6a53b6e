import { describe, expect, it } from 'vitest';
import { noRiskyChange } from '#shared/findings/directory-changes/no-risky-change/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { globalAdministrator } from '#shared/posture/role-tiers.ts';
import type { DirectoryChange } from '#shared/surfaces/directory-audits/schema.ts';
import { needsAccess, posture } from '#test/support/posture-facts.ts';
import { change } from '#test/support/threat-facts.ts';

const roles = (templateId: string) => ({ roles: [{ templateId, name: 'A role' }] });
const exchange = '29232cdf-9323-42fd-ade2-1d097af3e4de';
const judge = (...changes: DirectoryChange[]) => judgeFinding(noRiskyChange, posture({ 'directory-audits': changes }));

describe('directory-changes.no-risky-change', () => {
  it('passes for ordinary changes', () => {
    expect(judge().verdict).toBe('pass');
    for (const kind of ['user-created', 'role-activated', 'role-removed', 'policy-changed', 'policy-added'] as const) {
      expect(judge(change({ kind })).verdict, kind).toBe('pass');
    }
  });

  it("passes when Microsoft's own service changes what users may consent to", () => {
    const by = { kind: 'app', id: null, name: 'Microsoft Azure AD Internal - Jit Provisioning' } as const;
    expect(judge(change({ kind: 'authorization-policy-changed', by }))).toMatchObject({
      verdict: 'pass',
      judgments: [],
    });
  });

  it.each<[string, Partial<DirectoryChange>, string]>([
    ['the most powerful role given', { kind: 'role-granted', ...roles(globalAdministrator) }, 'fail'],
    ['that role to be activated', { kind: 'role-made-eligible', ...roles(globalAdministrator) }, 'fail'],
    ['another role given', { kind: 'role-granted', ...roles(exchange) }, 'warn'],
    ['a role that is not told', { kind: 'role-granted' }, 'warn'],
    ['a take-over permission', { kind: 'app-permission-granted', permissions: ['Directory.ReadWrite.All'] }, 'fail'],
    ['a consent to mail', { kind: 'app-consented', permissions: ['openid', 'Mail.Read'] }, 'fail'],
    ['a harmless consent', { kind: 'app-consented', permissions: ['openid', 'User.Read'] }, 'warn'],
    ['credentials of an application', { kind: 'app-credentials-added' }, 'fail'],
    ['the sign-in of a domain', { kind: 'domain-authentication-changed' }, 'fail'],
    ['a policy deleted', { kind: 'policy-deleted', weakenings: ['deleted'] }, 'fail'],
    ['a policy with an exception more', { kind: 'policy-changed', weakenings: ['exclusion-added'] }, 'fail'],
  ])('judges %s', (_what, overrides, verdict) => {
    expect(judge(change(overrides)).verdict).toBe(verdict);
  });

  it.each<[Partial<DirectoryChange>, string | undefined, number]>([
    [{ kind: 'app-consented' }, '203.0.113.7', 1],
    [{ kind: 'app-permission-granted' }, '2001:db8::7', 1],
    [{ kind: 'app-consented' }, undefined, 0],
    [{ kind: 'app-consented' }, '10.1.2.3', 0],
    [{ kind: 'app-consented' }, '172.31.0.1', 0],
    [{ kind: 'app-consented' }, 'fd00::1', 0],
    [{ kind: 'role-granted' }, '203.0.113.7', 0],
  ])('has the source address of a consent as its fingerprint: %j from %s', (what, ip, count) => {
    const by = { ...change().by, ...(ip === undefined ? {} : { ip }) };
    const [judgment] = judge(change({ ...what, by })).judgments;
    expect(judgment?.fingerprints).toEqual(count === 0 ? [] : [{ kind: 'consent-source', value: ip, name: null }]);
  });

  it('names actor, action and target, and groups log rows of one action into one change', () => {
    const grant = { kind: 'role-granted', activity: 'Add member to role', ...roles(globalAdministrator) } as const;
    const rows = [change({ ...grant, changeId: 'later', at: '2026-11-21T12:00:05.000Z' }), change(grant)];
    expect(judge(...rows).judgments).toMatchObject([
      {
        subject: { kind: 'change', id: 'change-1', name: 'Add member to role' },
        reason:
          'admin@acme.example gave Global Administrator to person4@acme.example on November 21, 2026 at 12:00 PM UTC.',
        evidence: { rows: 2 },
      },
    ]);
    const apart = [change(grant), change({ ...grant, changeId: 'other', correlationId: null })];
    expect(judge(...apart).judgments).toHaveLength(2);
  });

  it('leaves out failed changes and changes older than seven days, which resolve as aged-out', () => {
    expect(judge(change({ kind: 'app-credentials-added', result: 'failure' })).verdict).toBe('pass');
    const at = (instant: string) => judge(change({ kind: 'app-credentials-added', at: instant })).verdict;
    expect(at('2026-11-15T12:00:00.000Z')).toBe('fail');
    expect(at('2026-11-15T11:59:59.000Z')).toBe('pass');
    expect(noRiskyChange.resolvedReasonWhenAbsent).toBe('aged-out');
  });

  it('is unknown when the audit log cannot be read', () => {
    expect(judgeFinding(noRiskyChange, posture({}, { 'directory-audits': needsAccess })).verdict).toBe('unknown');
  });
});
