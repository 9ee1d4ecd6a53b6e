import { describe, expect, it } from 'vitest';
import { noneUnassigned } from '#shared/findings/licenses/none-unassigned/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { licensedTenant, skuIdOf, subscribedSku } from '#test/support/license-facts.ts';
import { needsAccess } from '#test/support/posture-facts.ts';

const judge = (...licenses: ReturnType<typeof subscribedSku>[]) =>
  judgeFinding(noneUnassigned, licensedTenant({ licenses }));

describe('licenses.none-unassigned', () => {
  it('passes when every seat is assigned', () => {
    expect(judge(subscribedSku('SPB', 10))).toMatchObject({ verdict: 'pass', assessed: 1 });
  });

  it('warns about unassigned seats, by SKU, in dollars a year', () => {
    const [judgment] = judge(subscribedSku('SPB', 10, { consumed: 7 })).judgments;
    expect(judgment).toMatchObject({
      verdict: 'warn',
      severity: 'low',
      subject: { kind: 'sku', id: skuIdOf('SPB'), name: 'Microsoft 365 Business Premium' },
      dollarsPerYear: 792, // 3 seats of 22.00 for 12 months
      reason: '3 of 10 licenses of Microsoft 365 Business Premium are unassigned, at a list price of $792.00 a year.',
      evidence: { paid: 10, consumed: 7, unassigned: 3, realizableFromOn: '2027-03-01' },
    });
  });

  it('counts seats in the grace period as paid', () => {
    const grace = subscribedSku('SPB', 0, { enabled: 0, warning: 5, consumed: 4, capabilityStatus: 'warning' });
    expect(judge(grace).judgments[0]).toMatchObject({ verdict: 'warn', dollarsPerYear: 264 });
  });

  it('passes when more seats are assigned than paid', () => {
    expect(judge(subscribedSku('SPB', 5, { consumed: 6 })).verdict).toBe('pass');
  });

  it.each([
    ['free', subscribedSku('FLOW_FREE', 10_000, { consumed: 3 })],
    ['viral', subscribedSku('POWERAPPS_VIRAL', 10_000, { consumed: 3 })],
    ['a trial', subscribedSku('SPE_E5', 25, { consumed: 3, isTrial: true })],
    ['suspended', subscribedSku('SPB', 0, { suspended: 9, consumed: 0, capabilityStatus: 'suspended' })],
    ['of the whole company', subscribedSku('SPB', 5, { consumed: 0, appliesTo: 'company' })],
    ['a capacity', subscribedSku('SHAREPOINTSTORAGE', 5, { consumed: 0 })],
    [
      'free by its name, and younger than the catalog',
      subscribedSku('SPB', 9, { skuId: 'ffffffff-0000-4000-8000-000000000001', partNumber: 'NEW_FREE', consumed: 0 }),
    ],
  ])('is not-applicable to SKUs without paid user seats: %s', (_what, license) => {
    expect(judge(license).verdict).toBe('not-applicable');
  });

  it.each(['INTUNE_A_D', 'MCOCAP', 'Microsoft_Teams_Rooms_Pro', 'CDS_DB_CAPACITY', 'POWERAPPS_PER_APP'])(
    'is not-applicable to %s, of which no user can hold a seat',
    (partNumber) => {
      const [judgment] = judge(subscribedSku(partNumber, 20, { consumed: 0 })).judgments;
      expect(judgment).toMatchObject({
        verdict: 'not-applicable',
        reason: expect.stringContaining('no user holds it'),
      });
      expect(judgment?.dollarsPerYear).toBeUndefined();
    },
  );

  it('is not-applicable to such a SKU that is missing in the catalog', () => {
    const unknown = { skuId: 'ffffffff-0000-4000-8000-000000000001', consumed: 0 };
    for (const partNumber of ['MDATP_Server', 'INTUNE_A_D_GOV', 'CRMSTORAGE_GCC', 'Windows_365_S_2vCPU_4GB_64GB']) {
      expect(judge(subscribedSku('SPB', 20, { ...unknown, partNumber })).verdict).toBe('not-applicable');
    }
    expect(judge(subscribedSku('SPB', 20, { ...unknown, partNumber: 'SPB_NEXT' })).verdict).toBe('warn');
  });

  it.each([
    [1, 'low', 264],
    [3, 'low', 792],
    [4, 'medium', 1056],
    [38, 'high', 10_032],
  ])('rates %i seats as %s', (seats, severity, dollarsPerYear) => {
    expect(judge(subscribedSku('SPB', seats, { consumed: 0 })).judgments[0]).toMatchObject({
      severity,
      dollarsPerYear,
    });
  });

  it('warns without an amount when the SKU has no price', () => {
    expect(judge(subscribedSku('VISIO_PLAN2_DEPT', 4, { consumed: 1 })).judgments[0]).toMatchObject({
      verdict: 'warn',
      severity: 'info',
      dollarsPerYear: null,
      reason: '3 of 4 licenses of Visio Plan 2 are unassigned; no price is set for it.',
    });
  });

  it('is unknown when licenses cannot be read', () => {
    expect(judgeFinding(noneUnassigned, licensedTenant({}, { licenses: needsAccess })).verdict).toBe('unknown');
  });
});
