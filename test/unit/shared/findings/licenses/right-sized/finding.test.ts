import { describe, expect, it } from 'vitest';
import { rightSized } from '#shared/findings/licenses/right-sized/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import {
  activeUsage,
  browserOnly,
  concealedReport,
  licensedTenant,
  licensedUser,
  noActivity,
  signInsDaysAgo,
  skuIdOf,
  subscribedSku,
  usageReport,
} from '#test/support/license-facts.ts';
import {
  needsAccess,
  needsLicense,
  policy,
  policySide,
  roleSchedule,
  scoreControl,
  seat,
  userId,
} from '#test/support/posture-facts.ts';

const judge = (...given: Parameters<typeof licensedTenant>) => judgeFinding(rightSized, licensedTenant(...given));
/** One seat of the plan, whose holder works like this; no device is managed. */
const ofPlan = (
  partNumber: string,
  works: Parameters<typeof activeUsage>[1] = {},
  facts: Parameters<typeof licensedTenant>[0] = {},
  states: Parameters<typeof licensedTenant>[1] = {},
) =>
  judge(
    {
      licenses: [subscribedSku(partNumber, 1)],
      users: [licensedUser(1, [partNumber])],
      usage: [usageReport, activeUsage(1, works)],
      'managed-devices': [],
      ...facts,
    },
    states,
  );
const suggested = (...given: Parameters<typeof ofPlan>) => ofPlan(...given).judgments[0]?.evidence?.['plans'];
const lostIn = (...given: Parameters<typeof ofPlan>) => ofPlan(...given).judgments[0]?.evidence?.['lost'];
const gibibyte = 1024 ** 3;

describe('licenses.right-sized', () => {
  it('passes when the user needs the whole plan', () => {
    expect(judge()).toMatchObject({ verdict: 'pass', assessed: 1 });
  });

  it('suggests Business Basic for a user who works in the browser', () => {
    expect(ofPlan('O365_BUSINESS_PREMIUM', browserOnly).judgments[0]).toMatchObject({
      verdict: 'warn',
      severity: 'info',
      subject: { kind: 'license', userId: userId(1), skuId: skuIdOf('O365_BUSINESS_PREMIUM') },
      dollarsPerYear: 66, // 12.50 - 7.00, for 12 months: the seat was last renewed before prices rose
      reason:
        'Person 1 holds Microsoft 365 Business Standard, and Microsoft 365 Business Basic would be enough, which would save $66.00 a year at list price.',
      evidence: { plans: ['O365_BUSINESS_ESSENTIALS'], confidence: 'medium' },
    });
    expect(lostIn('O365_BUSINESS_PREMIUM', browserOnly)).toContainEqual({
      what: 'Office apps, on PC and Mac',
      use: 'unused',
    });
  });

  it.each([
    ['Office 365 E3 without desktop apps', 'ENTERPRISEPACK', 'STANDARDPACK', 156],
    ['Business Premium of nobody’s device', 'SPB', 'O365_BUSINESS_ESSENTIALS', 180],
    ['Microsoft 365 E5 that needs no more than E1', 'SPE_E5', 'STANDARDPACK', 564],
  ])('suggests the cheapest sufficient plan of the family: %s', (_what, from, to, dollarsPerYear) => {
    expect(ofPlan(from, browserOnly).judgments[0]).toMatchObject({ dollarsPerYear, evidence: { plans: [to] } });
  });

  it('suggests only plans of the same family', () => {
    expect(suggested('SPE_E3')).toEqual(['ENTERPRISEPACK']); // Business Standard would be cheaper still
    const hardlyWorks = { ...browserOnly, apps: { lastOn: null, desktop: false, mobile: false, web: false } };
    expect(suggested('SPE_F1', { ...hardlyWorks, mailboxBytes: gibibyte, oneDriveBytes: 0 })).toEqual(['M365_F1_COMM']);
  });

  describe('keeps what the user works with', () => {
    it.each([
      ['Office on a PC', 'O365_BUSINESS_PREMIUM', {}],
      ['Office on a PC', 'ENTERPRISEPACK', {}],
      ['a mailbox over 50 GB', 'ENTERPRISEPACK', { ...browserOnly, mailboxBytes: 51 * gibibyte }],
      ['a hold', 'ENTERPRISEPACK', { ...browserOnly, recoverableQuotaBytes: 100 * gibibyte }],
      ['a terabyte of files', 'ENTERPRISEPACK', { ...browserOnly, oneDriveBytes: 1025 * gibibyte }],
      ['any mail', 'M365_F1_COMM', browserOnly],
    ])('%s', (_what, partNumber, works) => {
      expect(ofPlan(partNumber, works).verdict).toBe('pass');
    });
  });

  it.each([
    ['an archive', { hasArchive: true }],
    ['no answer whether there is an archive', { hasArchive: null }],
  ])('adds archiving to a smaller plan because of %s', (_what, works) => {
    expect(suggested('ENTERPRISEPACK', { ...browserOnly, ...works })).toEqual([
      'STANDARDPACK',
      'EXCHANGEARCHIVE_ADDON',
    ]);
  });

  describe('keeps what binds the user', () => {
    const p1 = { grant: policy().grant };
    it.each<[string, Parameters<typeof ofPlan>[2], Parameters<typeof ofPlan>[3]]>([
      ['a managed device', { 'managed-devices': [{ kind: 'owners', part: 0, userIds: [userId(1)] }] }, {}],
      ['a policy', { 'conditional-access': [policy(p1)] }, {}],
      ['a policy that only reports yet', { 'conditional-access': [policy({ state: 'report-only' })] }, {}],
      [
        'a group that brings the seat',
        { users: [licensedUser(1, [], { licenses: [seat(skuIdOf('SPB'), { groupIds: ['g'] })] })] },
        {},
      ],
      ['policies that could not be read', {}, { 'conditional-access': needsAccess }],
      ['devices that could not be read', {}, { 'managed-devices': needsAccess }],
    ])('because of %s, which only Business Premium covers', (_what, facts, states) => {
      expect(ofPlan('SPB', browserOnly, facts, states).verdict).toBe('pass');
    });

    it('ignores a policy that does not apply or is disabled', () => {
      const switchedOff = policy({ state: 'disabled' });
      const forOthers = policy({ exclude: policySide({ userIds: [userId(1)] }) });
      for (const each of [switchedOff, forOthers]) {
        const facts = { 'conditional-access': [each] };
        expect(suggested('SPB', browserOnly, facts)).toEqual(['O365_BUSINESS_ESSENTIALS']);
      }
    });

    it('ignores features that the tenant has no plan for', () => {
      const states = {
        'conditional-access': needsLicense,
        'role-schedules': needsLicense,
        'managed-devices': needsLicense,
      };
      expect(suggested('O365_BUSINESS_PREMIUM', browserOnly, {}, states)).toEqual(['O365_BUSINESS_ESSENTIALS']);
    });

    it.each([
      ['a role that is activated through PIM', { 'role-schedules': [roleSchedule(1, { kind: 'eligible' })] }],
      ['a policy that acts on risk', { 'conditional-access': [policy({ signInRiskLevels: ['high'] })] }],
    ])('because of %s, which only E5 covers in the enterprise family', (_what, facts) => {
      expect(ofPlan('SPE_E5', {}, facts).verdict).toBe('pass');
    });
  });

  describe('keeps Defender when it is in use', () => {
    const safeLinks = { 'secure-score': [scoreControl('mdo_safelinksforemail', { score: 9 })] };

    it('suggests an add-on when that is cheaper', () => {
      expect(ofPlan('SPB', {}, safeLinks).judgments[0]).toMatchObject({
        dollarsPerYear: 72, // 22.00 - (14.00 + 2.00), for 12 months
        evidence: { plans: ['O365_BUSINESS_PREMIUM', 'ATP_ENTERPRISE'] },
      });
    });

    it('unless its Secure Score settings score nothing', () => {
      const undone = { 'secure-score': [scoreControl('mdo_safelinksforemail', { score: 0 })] };
      expect(suggested('SPB', {}, undone)).toEqual(['O365_BUSINESS_PREMIUM']);
    });

    it('when its use could not be read', () => {
      expect(ofPlan('SPB', {}, {}, { 'secure-score': needsAccess }).verdict).toBe('pass');
    });
  });

  describe('the limit of 300 seats of a business plan', () => {
    const crowd = (consumed: number) => ({
      licenses: [
        subscribedSku('O365_BUSINESS_PREMIUM', 2),
        subscribedSku('O365_BUSINESS_ESSENTIALS', 300, { consumed }),
      ],
      users: [1, 2].map((number) => licensedUser(number, ['O365_BUSINESS_PREMIUM'])),
      usage: [usageReport, activeUsage(1, browserOnly), activeUsage(2, browserOnly)],
    });

    it.each([
      [298, 2],
      [299, 1],
      [300, 0],
    ])('suggests the plan only while seats are left: %i are assigned', (consumed, warned) => {
      const { judgments } = ofPlan('O365_BUSINESS_PREMIUM', {}, crowd(consumed));
      expect(judgments.filter(({ verdict }) => verdict === 'warn')).toHaveLength(warned);
    });
  });

  it("uses the catalog's plans when the tenant's subscription is suspended", () => {
    const suspended = subscribedSku('O365_BUSINESS_ESSENTIALS', 0, {
      enabled: 0,
      suspended: 5,
      consumed: 0,
      capabilityStatus: 'suspended',
      servicePlans: [{ planId: 'p', name: 'EXCHANGE_S_STANDARD', provisioningStatus: 'Disabled' }],
    });
    const licenses = [subscribedSku('O365_BUSINESS_PREMIUM', 1), suspended];
    expect(suggested('O365_BUSINESS_PREMIUM', browserOnly, { licenses })).toEqual(['O365_BUSINESS_ESSENTIALS']);
  });

  it('derives its confidence from what would be lost', () => {
    expect(ofPlan('SPE_E5', {}).judgments[0]?.evidence).toMatchObject({ confidence: 'low' });
    expect(lostIn('SPE_E5', {})).toContainEqual({ what: 'Power BI, Pro', use: 'unknown' });
    expect(ofPlan('O365_BUSINESS_PREMIUM', browserOnly).judgments[0]?.evidence).toMatchObject({
      confidence: 'medium',
    });
  });

  it('explains what must be kept', () => {
    const { evidence } = ofPlan('O365_BUSINESS_PREMIUM', browserOnly).judgments[0] ?? {};
    expect(evidence?.['keeps']).toContainEqual({ what: 'mailbox, 50 GB', reason: 'a mailbox of 7 GB' });
  });

  it.each([
    ['is younger than the window', { createdAt: '2026-10-01T00:00:00.000Z' }, 'person1@acme.example'],
    ['is a machine by its name', { upn: 'scanner@acme.example' }, 'scanner@acme.example'],
  ])('suggests nothing for an account that %s', (_what, overrides, upn) => {
    const facts = {
      users: [licensedUser(1, ['SPE_E5'], overrides)],
      usage: [usageReport, activeUsage(1, { ...browserOnly, upn })],
    };
    expect(ofPlan('SPE_E5', {}, facts)).toMatchObject({ verdict: 'pass', assessed: 1 });
  });

  it('counts the other licenses of the user as coverage', () => {
    const both = ['O365_BUSINESS_PREMIUM', 'EXCHANGEENTERPRISE'];
    const facts = { users: [licensedUser(1, both)], licenses: both.map((partNumber) => subscribedSku(partNumber, 1)) };
    expect(suggested('O365_BUSINESS_PREMIUM', { ...browserOnly, mailboxBytes: 60 * gibibyte }, facts)).toEqual([
      'O365_BUSINESS_ESSENTIALS',
    ]);
  });

  it('is not-applicable to a license that another waste class counts', () => {
    const facts = { users: [licensedUser(1, ['O365_BUSINESS_PREMIUM'], signInsDaysAgo(200))] };
    const works = { ...noActivity, ...browserOnly };
    expect(ofPlan('O365_BUSINESS_PREMIUM', works, facts).verdict).toBe('not-applicable');
  });

  it.each([
    ['names are concealed', { usage: [concealedReport] }, 'User names are hidden in the usage reports of this tenant.'],
    [
      'the reports do not know the user',
      { usage: [usageReport] },
      'It is not known whether Person 1 needs Microsoft 365 E3: the usage reports do not know what the user works with.',
    ],
    [
      'they do not know the apps',
      { usage: [usageReport, activeUsage(1, { apps: null })] },
      'It is not known whether Person 1 needs Microsoft 365 E3: the usage reports do not know what the user works with.',
    ],
  ])('is unknown when %s', (_what, facts, reason) => {
    expect(ofPlan('SPE_E3', {}, facts)).toMatchObject({ verdict: 'unknown', reason });
  });

  it('is unknown, without dollars, when only an attempt to sign in is on record', () => {
    const attempted = {
      lastSuccessfulSignInAt: null,
      lastSignInAt: '2026-11-19T00:00:00.000Z',
      lastNonInteractiveSignInAt: null,
    };
    const [judgment] = ofPlan('SPB', noActivity, { users: [licensedUser(1, ['SPB'], attempted)] }).judgments;
    expect(judgment).toMatchObject({
      verdict: 'unknown',
      reason:
        'It is not known whether Person 1 needs Microsoft 365 Business Premium: there was a sign-in attempt, but no successful sign-in is on record.',
    });
    expect(judgment?.dollarsPerYear).toBeUndefined();
  });

  it.each([
    ['the overview lacks the user', { isInOverview: false }, 'unknown'],
    ['the size of the mailbox is not known', { ...browserOnly, mailboxBytes: null }, 'pass'],
    ['the size of the files is not known', { ...browserOnly, oneDriveBytes: null }, 'pass'],
  ])('offers no cheaper plan when %s', (_what, works, verdict) => {
    expect(ofPlan('ENTERPRISEPACK', works).verdict).toBe(verdict);
  });

  it('is unknown when the plan has no price', () => {
    expect(ofPlan('ENTERPRISEPREMIUM_NOPSTNCONF', browserOnly).verdict).toBe('unknown');
  });

  it('judges only suites', () => {
    expect(ofPlan('VISIOCLIENT')).toMatchObject({ verdict: 'pass', assessed: 0 });
  });

  it.each(['users', 'licenses', 'usage'])('is unknown when %s cannot be read', (surfaceId) => {
    expect(judge({}, { [surfaceId]: needsAccess }).verdict).toBe('unknown');
  });
});
