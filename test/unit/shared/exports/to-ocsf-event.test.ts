import { describe, expect, it } from 'vitest';
import { OcsfEvent } from '#shared/exports/ocsf-event.ts';
import { toOcsfEvent } from '#shared/exports/to-ocsf-event.ts';
import type { FindingRow } from '#shared/judging/finding-row.ts';
import { answeredFinding } from '#test/support/finding-answers.ts';
import { findingRow } from '#test/support/finding-rows.ts';

const eventOf = (overrides: Partial<FindingRow> = {}) =>
  OcsfEvent.parse(toOcsfEvent(answeredFinding(overrides), findingRow(overrides)));
const [first, later] = ['2026-11-01T00:00:00.000Z', '2026-11-21T00:00:00.000Z'];
const app = { kind: 'app' as const, id: 'app-1', name: 'Backup' };
const policy = { kind: 'policy' as const, id: 'policy-1', name: 'Require MFA' };

describe('the class of an event', () => {
  it.each([
    ['a detection for a threat', { threat: true, subject: app }, 2004],
    ['an IAM analysis for the sign-in of a person', { findingId: 'mfa.every-user-capable' }, 2008],
    ['an IAM analysis for an application', { findingId: 'apps.no-high-risk-grants', subject: app }, 2008],
    ['the result of a control for a license of a person', { findingId: 'licenses.right-sized' }, 2003],
    ['the result of a control for a policy', { findingId: 'mfa.coverage-holds', subject: policy }, 2003],
  ])('is %s', (_what, overrides, classUid) => {
    const event = eventOf(overrides);
    expect([event.class_uid, event.type_uid]).toEqual([classUid, classUid * 100 + event.activity_id]);
  });

  it('names the person and the application of an IAM analysis', () => {
    const user = { uid: 'user-1', name: 'User 1', type_id: 2 };
    expect(eventOf({ findingId: 'admins.none-stale' })).toMatchObject({
      user,
      access_analysis_result: { accessors: [user] },
    });
    expect(eventOf({ subject: app })).toMatchObject({ applications: [{ uid: 'app-1', name: 'Backup' }] });
  });

  it('names the controls that other catalogs have for it, by standard', () => {
    expect(eventOf({ findingId: 'conditional-access.legacy-auth-blocked', subject: policy })).toMatchObject({
      compliance: {
        control: 'conditional-access.legacy-auth-blocked',
        standards: ['CIS Microsoft 365 Foundations Benchmark', 'CISA SCuBA'],
        requirements: ['CIS 5.2.2.3', 'MS.AAD.1.1v1'],
        status_id: 3,
      },
    });
    expect(eventOf({ verdict: 'warn', subject: policy })).toMatchObject({ compliance: { status_id: 2 } });
  });
});

describe('the activity of an event', () => {
  it.each([
    ['created when it was stored once', { revision: 1 }, 1, first],
    ['updated when it last changed', {}, 2, later],
    ['updated when it reopened', { lastSeenAt: first, reopenedAt: later }, 2, later],
    ['updated when it was acknowledged', { lastSeenAt: first, acknowledgedAt: later }, 2, later],
    ['closed when it was resolved', { state: 'resolved' as const, resolvedAt: later }, 3, later],
  ])('is %s', (_what, overrides, activity, at) => {
    expect(eventOf(overrides)).toMatchObject({ activity_id: activity, time: Date.parse(at) });
  });

  it.each([
    ['open', 1],
    ['acknowledged', 2],
    ['in-progress', 2],
    ['muted', 3],
    ['risk-accepted', 3],
    ['resolved', 4],
  ] as const)('has the status of the state %s', (state, status) => {
    expect(eventOf({ state })).toMatchObject({ status_id: status });
  });

  it('keeps the key of the finding, whatever happened to it', () => {
    const keys = [{}, { state: 'resolved' as const }, { severity: 'low' as const }].map(
      (overrides) => eventOf(overrides).finding_info.uid,
    );
    expect(new Set(keys)).toEqual(new Set(['finding-key-1']));
  });
});

describe('an event', () => {
  it('says what was found, where, and what to do', () => {
    const event = eventOf({ findingId: 'admins.none-stale', dollarsPerYear: 12.5, moveReason: 'asked the owner' });
    expect(event).toMatchObject({
      severity_id: 4,
      message: 'a reason',
      comment: 'asked the owner',
      cloud: { account: { name: 'Acme', type: 'M365 Tenant' } },
      unmapped: { customerNames: ['Acme, Inc.'], usDollarsPerYear: 12.5 },
    });
    expect(event.remediation?.desc).not.toBe('');
    expect(event.remediation?.references.every((link) => link.startsWith('https://'))).toBe(true);
  });

  it('names the ATT&CK technique of a threat', () => {
    expect(eventOf({ findingId: 'mailboxes.no-external-forwarding', threat: true }).finding_info.attacks).toEqual([
      { technique: { uid: 'T1114' }, sub_technique: { uid: 'T1114.003' } },
    ]);
  });

  it('leaves out what a removed finding no longer says', () => {
    expect(eventOf({ findingId: 'area.removed' })).not.toHaveProperty('remediation');
  });

  it('names a subject without a name by its id', () => {
    expect(eventOf({ subject: { ...app, name: '' } }).resources).toEqual([
      { uid: 'app-1', name: 'app-1', type: 'app' },
    ]);
  });
});
