import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capabilitiesOf, capabilityName, covers, mergeCapabilities } from '#shared/licensing/capabilities.ts';
import { ladders } from '#shared/licensing/ladders.ts';
import { catalogSkus } from '#shared/licensing/sku-catalog.ts';

const plansByPartNumber = new Map(catalogSkus().map(({ partNumber, plans }) => [partNumber, plans]));
const plansOf = (partNumber: string): readonly string[] => {
  const plans = plansByPartNumber.get(partNumber);
  if (plans === undefined) throw new Error(`the catalog lacks ${partNumber}`);
  return plans;
};
const of = (partNumber: string) => capabilitiesOf(plansOf(partNumber));

/** Each suite and the next one above it. */
const suites = [
  ['Business Basic', 'O365_BUSINESS_ESSENTIALS', 'Business Standard', 'O365_BUSINESS_PREMIUM'],
  ['Business Standard', 'O365_BUSINESS_PREMIUM', 'Business Premium', 'SPB'],
  ['Microsoft 365 E3', 'SPE_E3', 'E5', 'SPE_E5'],
  ['Microsoft 365 E5', 'SPE_E5', 'E7', 'MICROSOFT_365_E7'],
  ['Microsoft 365 F1', 'M365_F1', 'F3', 'SPE_F1'],
  ['Microsoft 365 F3', 'SPE_F1', 'E3', 'SPE_E3'],
  ['Office 365 E1', 'STANDARDPACK', 'E3', 'ENTERPRISEPACK'],
  ['Office 365 E3', 'ENTERPRISEPACK', 'E5', 'ENTERPRISEPREMIUM'],
  ['Office 365 E3', 'ENTERPRISEPACK', 'Microsoft 365 E3', 'SPE_E3'],
] as const;

describe('capabilities', () => {
  it.each(suites)('%s (%s) is covered by %s (%s), and not the reverse', (_lesser, low, _greater, high) => {
    expect(covers(of(high), of(low))).toBe(true);
    expect(covers(of(low), of(high))).toBe(false);
  });

  it.each([
    ['SPE_E3', 'SPE_E5'],
    ['O365_BUSINESS_ESSENTIALS', 'O365_BUSINESS_PREMIUM'],
    ['O365_BUSINESS_PREMIUM', 'SPB'],
    ['SPE_F1', 'SPE_E3'],
    ['STANDARDPACK', 'ENTERPRISEPACK'],
  ])('the plan names of %s are no subset of those of %s, although it is covered', (low, high) => {
    const names = new Set(plansOf(high));
    expect(plansOf(low).every((plan) => names.has(plan))).toBe(false);
  });

  it.each([
    ['Exchange Online Plan 1', 'EXCHANGESTANDARD', 'SPB'],
    ['Exchange Online Kiosk', 'EXCHANGEDESKLESS', 'SPE_F1'],
    ['Entra ID P1', 'AAD_PREMIUM', 'SPB'],
    ['Entra ID P1', 'AAD_PREMIUM', 'AAD_PREMIUM_P2'],
    ['Intune', 'INTUNE_A', 'SPE_E3'],
    ['EMS E3', 'EMS', 'SPE_E3'],
    ['EMS E5', 'EMSPREMIUM', 'SPE_E5'],
    ['Apps for business', 'O365_BUSINESS', 'SPB'],
    ['Apps for enterprise', 'OFFICESUBSCRIPTION', 'ENTERPRISEPACK'],
    ['Defender for Office 365 P1', 'ATP_ENTERPRISE', 'SPE_E3'],
    ['Defender for Office 365 P2', 'THREAT_INTELLIGENCE', 'SPE_E5'],
    ['Defender for Business', 'MDE_SMB', 'SPB'],
    ['Power BI Pro', 'POWER_BI_PRO', 'SPE_E5'],
    ['Teams Phone', 'MCOEV', 'SPE_E5'],
    ['Visio Plan 1', 'VISIOONLINE_PLAN1', 'VISIOCLIENT'],
    ['Project Plan 1', 'PROJECT_P1', 'PROJECTPROFESSIONAL'],
  ])('%s (%s) is covered by %s', (_name, addOn, suite) => {
    expect(covers(of(suite), of(addOn))).toBe(true);
  });

  it.each([
    ['Exchange Online Plan 2', 'EXCHANGEENTERPRISE', 'SPB'],
    ['Entra ID P2', 'AAD_PREMIUM_P2', 'SPB'],
    ['Entra ID P2', 'AAD_PREMIUM_P2', 'SPE_E3'],
    ['Defender for Office 365 P2', 'THREAT_INTELLIGENCE', 'SPE_E3'],
    ['Visio Plan 2', 'VISIOCLIENT', 'SPE_E5'],
    ['Copilot', 'Microsoft_365_Copilot', 'SPE_E5'],
    ['Business Premium', 'SPB', 'SPE_E3'],
  ])('%s (%s) is not covered by %s', (_name, addOn, suite) => {
    expect(covers(of(suite), of(addOn))).toBe(false);
  });

  it('each plan is on a ladder once', () => {
    for (const { steps } of Object.values(ladders)) {
      const plans = steps.flatMap((step): readonly string[] => step.plans);
      expect(new Set(plans).size).toBe(plans.length);
    }
  });

  it('government plans give the capabilities of the commercial plan', () => {
    expect(capabilitiesOf(['EXCHANGE_S_ENTERPRISE_GOV'])).toEqual(capabilitiesOf(['EXCHANGE_S_ENTERPRISE']));
  });

  it('an unknown plan is a capability of its own that nothing else covers', () => {
    expect(covers(of('SPE_E5'), capabilitiesOf(['NEW_PLAN_OF_2027']))).toBe(false);
    expect(covers(capabilitiesOf(['NEW_PLAN_OF_2027']), capabilitiesOf(['NEW_PLAN_OF_2027']))).toBe(true);
  });

  it('have names in plain words', () => {
    expect([capabilityName('mailbox', 3), capabilityName('archive', 1), capabilityName('entra', 2)]).toEqual([
      'mailbox, 100 GB',
      'mail archive',
      'Entra ID, P1',
    ]);
    expect([capabilityName('RECORDS_MANAGEMENT', 1), capabilityName('NEW_PLAN', 1)]).toEqual([
      'advanced compliance (Purview)',
      'NEW_PLAN',
    ]);
  });

  const anyPlans = fc.subarray([...new Set(catalogSkus().flatMap(({ plans }) => plans))]);

  it('covering is reflexive and transitive', () => {
    fc.assert(
      fc.property(anyPlans, anyPlans, anyPlans, (one, other, third) => {
        const [a, b, c] = [one, other, third].map(capabilitiesOf) as [
          ReturnType<typeof of>,
          ReturnType<typeof of>,
          ReturnType<typeof of>,
        ];
        expect(covers(a, a)).toBe(true);
        expect(covers(mergeCapabilities([a, b]), a) && covers(mergeCapabilities([a, b]), b)).toBe(true);
        expect(covers(mergeCapabilities([a, b, c]), mergeCapabilities([b, c]))).toBe(true);
        if (covers(a, b) && covers(b, c)) expect(covers(a, c)).toBe(true);
        expect(new Map(mergeCapabilities([a, b]))).toEqual(new Map(capabilitiesOf([...one, ...other])));
      }),
    );
  });
});
