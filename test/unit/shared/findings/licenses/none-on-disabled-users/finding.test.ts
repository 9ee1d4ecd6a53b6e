import { describe, expect, it } from 'vitest';
import { noneOnDisabledUsers } from '#shared/findings/licenses/none-on-disabled-users/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import {
  activeUsage,
  concealedReport,
  licensedTenant,
  licensedUser,
  noActivity,
  signInsDaysAgo,
  skuIdOf,
  subscribedSku,
  usageReport,
} from '#test/support/license-facts.ts';
import { mailbox, needsAccess, userId } from '#test/support/posture-facts.ts';

const disabled = { accountEnabled: false } as const;
const disabledUser = licensedUser(1, ['SPB'], disabled);
const judge = (...given: Parameters<typeof licensedTenant>) =>
  judgeFinding(noneOnDisabledUsers, licensedTenant(...given));
const ofShared = (usage: ReturnType<typeof activeUsage>) =>
  judge({ users: [disabledUser], 'mailbox-settings': [mailbox(1, 'shared')], usage: [usageReport, usage] });
const gibibyte = 1024 ** 3;

describe('licenses.none-on-disabled-users', () => {
  it('passes when the holder of the license can sign in', () => {
    expect(judge()).toMatchObject({ verdict: 'pass', assessed: 1 });
  });

  it('warns about a license of a disabled account', () => {
    expect(judge({ users: [disabledUser] }).judgments[0]).toMatchObject({
      verdict: 'warn',
      severity: 'low',
      subject: { kind: 'license', userId: userId(1), skuId: skuIdOf('SPB') },
      dollarsPerYear: 264,
      reason:
        'The account of Person 1 is disabled and holds Microsoft 365 Business Premium, at a list price of $264.00 a year.',
      evidence: { confidence: 'high', alsoIn: [], realizableFromOn: '2027-03-01' },
    });
  });

  it('judges each license of a user separately', () => {
    const users = [licensedUser(1, ['SPB', 'Microsoft_365_Copilot'], disabled)];
    const { judgments } = judge({
      users,
      licenses: [subscribedSku('SPB', 1), subscribedSku('Microsoft_365_Copilot', 1)],
    });
    expect(judgments.map(({ dollarsPerYear }) => dollarsPerYear).sort()).toEqual([264, 360]);
  });

  it('names the other waste classes that apply', () => {
    const users = [licensedUser(1, ['SPB'], { ...disabled, ...signInsDaysAgo(200) })];
    const { judgments } = judge({ users, usage: [usageReport, activeUsage(1, noActivity)] });
    expect(judgments[0]).toMatchObject({ verdict: 'warn', evidence: { alsoIn: ['inactive', 'right-sizing'] } });
  });

  describe('a shared mailbox', () => {
    it.each([
      ['over 50 GB', { mailboxBytes: 50 * gibibyte + 1 }],
      ['with an archive', { hasArchive: true }],
      ['on hold', { recoverableQuotaBytes: 100 * gibibyte }],
    ])('passes %s', (_what, overrides) => {
      expect(ofShared(activeUsage(1, overrides)).verdict).toBe('pass');
    });

    it('warns at 50 GB without an archive', () => {
      expect(ofShared(activeUsage(1, { mailboxBytes: 50 * gibibyte })).judgments[0]).toMatchObject({
        verdict: 'warn',
        evidence: { confidence: 'high' },
      });
    });

    it('warns about a license without a mailbox', () => {
      const users = [licensedUser(1, ['SPB', 'VISIOCLIENT'], disabled)];
      const licenses = [subscribedSku('SPB', 1), subscribedSku('VISIOCLIENT', 1)];
      const usage = [usageReport, activeUsage(1, { hasArchive: true })];
      const { judgments } = judge({ users, licenses, usage, 'mailbox-settings': [mailbox(1, 'shared')] });
      expect(judgments.map(({ verdict }) => verdict).sort()).toEqual(['pass', 'warn']);
    });

    it.each([
      ['sizes are concealed', { usage: [concealedReport] }, {}],
      ['sizes cannot be read', {}, { usage: needsAccess }],
      ['the report does not know the mailbox', { usage: [usageReport] }, {}],
    ])('warns with low confidence when %s', (_what, facts, states) => {
      const shared = { users: [disabledUser], 'mailbox-settings': [mailbox(1, 'shared')] };
      expect(judge({ ...shared, ...facts }, states).judgments[0]).toMatchObject({
        verdict: 'warn',
        evidence: { confidence: 'low' },
      });
    });
  });

  it('has low confidence when the mailbox purpose is not known', () => {
    const { judgments } = judge({ users: [disabledUser], 'mailbox-settings': [] }, { 'mailbox-settings': needsAccess });
    expect(judgments[0]).toMatchObject({ verdict: 'warn', evidence: { confidence: 'low' } });
  });

  it.each([
    ['a room', { 'mailbox-settings': [mailbox(1, 'room')] }],
    ['equipment', { 'mailbox-settings': [mailbox(1, 'equipment')] }],
    ['a mailbox on hold', { usage: [usageReport, activeUsage(1, { recoverableQuotaBytes: 100 * gibibyte })] }],
    ['somebody who is yet to begin', { users: [{ ...disabledUser, employeeHireAt: '2026-12-01T00:00:00.000Z' }] }],
  ])('passes for %s', (_what, facts) => {
    expect(judge({ users: [disabledUser], ...facts }).verdict).toBe('pass');
  });

  it('does not judge free licenses', () => {
    const users = [licensedUser(1, ['FLOW_FREE'], disabled)];
    expect(judge({ users, licenses: [subscribedSku('FLOW_FREE', 10_000)] })).toMatchObject({
      verdict: 'pass',
      assessed: 0,
    });
  });

  it.each(['users', 'licenses'])('is unknown when %s cannot be read', (surfaceId) => {
    expect(judge({}, { [surfaceId]: needsAccess }).verdict).toBe('unknown');
  });
});
