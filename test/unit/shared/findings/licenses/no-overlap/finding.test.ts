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
  it('passes with one license, and with licenses that complement each other', () => {
    expect(holding('SPB').verdict).toBe('pass');
    expect(holding('SPB', 'VISIOCLIENT', 'AAD_PREMIUM_P2').verdict).toBe('pass');
  });

  it('warns about an add-on that the suite contains', () => {
    const [, judgment] = holding('SPB', 'ATP_ENTERPRISE').judgments.toSorted((one) =>
      one.verdict === 'warn' ? 1 : -1,
    );
    expect(judgment).toMatchObject({
      verdict: 'warn',
      severity: 'info',
      dollarsPerYear: 24, // 2.00 for 12 months
      reason:
        'Person 1 holds Microsoft Defender for Office 365 (Plan 1), all of which Microsoft 365 Business Premium covers, at a list price of $24.00 a year.',
    });
  });

  it.each([
    [['O365_BUSINESS_PREMIUM', 'SPB'], [['O365_BUSINESS_PREMIUM', 'SPB']]],
    [['ENTERPRISEPACK', 'SPE_E3'], [['ENTERPRISEPACK', 'SPE_E3']]],
    [['SPE_E3', 'SPE_E5'], [['SPE_E3', 'SPE_E5']]],
    [['M365_F1', 'SPE_F1'], [['M365_F1', 'SPE_F1']]],
  ])('of %j, finds %j redundant', (held, wanted) => {
    expect(overlapping(...held)).toEqual(wanted);
  });

  it('warns without an amount when the license has no price', () => {
    const { judgments } = holding('SPB', 'EXCHANGEESSENTIALS');
    expect(judgments.find(({ verdict }) => verdict === 'warn')).toMatchObject({
      dollarsPerYear: null,
      severity: 'info',
    });
  });

  it('of two equal licenses, warns about the more expensive one only', () => {
    expect(overlapping('M365_F1', 'M365_F1_COMM')).toHaveLength(1);
    expect(
      overlapping('O365_BUSINESS_ESSENTIALS', 'O365_BUSINESS_PREMIUM', 'SPB')
        .map(([partNumber]) => partNumber)
        .sort(),
    ).toEqual(['O365_BUSINESS_ESSENTIALS', 'O365_BUSINESS_PREMIUM']);
  });

  it('compares only the plans that are enabled for the user', () => {
    const licenses = [subscribedSku('SPB', 1), subscribedSku('ATP_ENTERPRISE', 1)];
    const users = [
      licensedUser(1, [], {
        licenses: [seat(skuIdOf('SPB'), { disabledPlanIds: ['ATP_ENTERPRISE'] }), seat(skuIdOf('ATP_ENTERPRISE'))],
      }),
    ];
    expect(judge({ users, licenses }).verdict).toBe('pass');
  });

  it("prefers the plans of the tenant's subscription to those of the catalog", () => {
    const bare = subscribedSku('SPB', 1, {
      servicePlans: [{ planId: 'p', name: 'EXCHANGE_S_STANDARD', provisioningStatus: 'Success' }],
    });
    const users = [licensedUser(1, ['SPB', 'ATP_ENTERPRISE'])];
    expect(judge({ users, licenses: [bare, subscribedSku('ATP_ENTERPRISE', 1)] }).verdict).toBe('pass');
  });

  it('does not count a trial as coverage', () => {
    const users = [licensedUser(1, ['ATP_ENTERPRISE', 'SPB'])];
    expect(
      judge({ users, licenses: [subscribedSku('ATP_ENTERPRISE', 1), subscribedSku('SPB', 1, { isTrial: true })] })
        .verdict,
    ).toBe('pass');
  });

  it('is not-applicable for a disabled account, which none-on-disabled-users counts', () => {
    const users = [licensedUser(1, ['SPB', 'ATP_ENTERPRISE'], { accountEnabled: false, ...signInsDaysAgo(5) })];
    const { judgments } = judge({ users, licenses: [subscribedSku('SPB', 1), subscribedSku('ATP_ENTERPRISE', 1)] });
    expect(judgments.map(({ verdict }) => verdict).sort()).toEqual(['not-applicable', 'pass']);
  });

  it.each(['users', 'licenses'])('is unknown when %s cannot be read', (surfaceId) => {
    expect(judge({}, { [surfaceId]: needsAccess }).verdict).toBe('unknown');
  });
});
