import { describe, expect, it } from 'vitest';
import { noOverlap } from '#shared/findings/licenses/no-overlap/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { licensedTenant, licensedUser, signInsDaysAgo, skuIdOf, subscribedSku } from '#test/support/license-facts.ts';
import { needsAccess, seat } from '#test/support/posture-facts.ts';

const judge = (...given: Parameters<typeof licensedTenant>) => judgeFinding(noOverlap, licensedTenant(...given));
const holding = (...partNumbers: string[]) =>
  judge({
    users: [licensedUser(1, partNumbers)],
    licenses: partNumbers.map((partNumber) => subscribedSku(partNumber, 1)),
  });
const overlapping = (...partNumbers: string[]) =>
  holding(...partNumbers).judgments.flatMap(({ verdict, evidence }) =>
    verdict === 'warn' ? [[evidence?.['partNumber'], evidence?.['coveredBy']]] : [],
  );

describe('licenses.no-overlap', () => {
  it('passes with one seat, and with seats that add to each other', () => {
    expect(holding('SPB').verdict).toBe('pass');
    expect(holding('SPB', 'VISIOCLIENT', 'AAD_PREMIUM_P2').verdict).toBe('pass');
  });

  it('warns of an add-on that the suite contains', () => {
    const [, judgment] = holding('SPB', 'ATP_ENTERPRISE').judgments.toSorted((one) =>
      one.verdict === 'warn' ? 1 : -1,
    );
    expect(judgment).toMatchObject({
      verdict: 'warn',
      severity: 'info',
      dollarsPerYear: 24, // 2.00 for 12 months
      reason:
        'Person 1 holds Microsoft Defender for Office 365 (Plan 1) beside Microsoft 365 Business Premium, which does all of it: 24.00 USD a year at list price',
    });
  });

  it.each([
    [['O365_BUSINESS_PREMIUM', 'SPB'], [['O365_BUSINESS_PREMIUM', 'SPB']]],
    [['ENTERPRISEPACK', 'SPE_E3'], [['ENTERPRISEPACK', 'SPE_E3']]],
    [['SPE_E3', 'SPE_E5'], [['SPE_E3', 'SPE_E5']]],
    [['M365_F1', 'SPE_F1'], [['M365_F1', 'SPE_F1']]],
  ])('knows of %j that %j is one too many', (held, wanted) => {
    expect(overlapping(...held)).toEqual(wanted);
  });

  it('lists what has no price', () => {
    const { judgments } = holding('SPB', 'EXCHANGESTANDARD');
    expect(judgments.find(({ verdict }) => verdict === 'warn')).toMatchObject({
      dollarsPerYear: null,
      severity: 'info',
    });
  });

  it('keeps one of two that do the same, the cheaper one', () => {
    expect(overlapping('M365_F1', 'M365_F1_COMM')).toHaveLength(1);
    expect(
      overlapping('O365_BUSINESS_ESSENTIALS', 'O365_BUSINESS_PREMIUM', 'SPB')
        .map(([partNumber]) => partNumber)
        .sort(),
    ).toEqual(['O365_BUSINESS_ESSENTIALS', 'O365_BUSINESS_PREMIUM']);
  });

  it('goes by what is switched on for the user', () => {
    const licenses = [subscribedSku('SPB', 1), subscribedSku('ATP_ENTERPRISE', 1)];
    const users = [
      licensedUser(1, [], {
        licenses: [seat(skuIdOf('SPB'), { disabledPlanIds: ['ATP_ENTERPRISE'] }), seat(skuIdOf('ATP_ENTERPRISE'))],
      }),
    ];
    expect(judge({ users, licenses }).verdict).toBe('pass');
  });

  it('goes by the plans that the tenant has, before those of the catalog', () => {
    const bare = subscribedSku('SPB', 1, {
      servicePlans: [{ planId: 'p', name: 'EXCHANGE_S_STANDARD', provisioningStatus: 'Success' }],
    });
    const users = [licensedUser(1, ['SPB', 'ATP_ENTERPRISE'])];
    expect(judge({ users, licenses: [bare, subscribedSku('ATP_ENTERPRISE', 1)] }).verdict).toBe('pass');
  });

  it('lets nothing lean on a trial', () => {
    const users = [licensedUser(1, ['ATP_ENTERPRISE', 'SPB'])];
    expect(
      judge({ users, licenses: [subscribedSku('ATP_ENTERPRISE', 1), subscribedSku('SPB', 1, { isTrial: true })] })
        .verdict,
    ).toBe('pass');
  });

  it('leaves seats of a disabled account to the finding about those', () => {
    const users = [licensedUser(1, ['SPB', 'ATP_ENTERPRISE'], { accountEnabled: false, ...signInsDaysAgo(5) })];
    const { judgments } = judge({ users, licenses: [subscribedSku('SPB', 1), subscribedSku('ATP_ENTERPRISE', 1)] });
    expect(judgments.map(({ verdict }) => verdict).sort()).toEqual(['not-applicable', 'pass']);
  });

  it.each(['users', 'licenses'])('is unknown without %s', (surfaceId) => {
    expect(judge({}, { [surfaceId]: needsAccess }).verdict).toBe('unknown');
  });
});
