import { describe, expect, it } from 'vitest';
import { withinContract } from '#shared/findings/licenses/within-contract/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { subjectId } from '#shared/kernel/subject.ts';
import type { TenantContract } from '#shared/licensing/tenant-contract.ts';
import type { StoredFacts } from '#shared/posture/make-posture.ts';
import { contractFor, licensedTenant, skuIdOf, subscribedSku } from '#test/support/license-facts.ts';
import { needsAccess } from '#test/support/posture-facts.ts';

const sound = { SPB: 10, SPE_E3: 2 };
const held = [subscribedSku('SPB', 12, { consumed: 10 }), subscribedSku('SPE_E3', 2)];
const judge = (
  contract: TenantContract | undefined = contractFor(sound),
  licenses: StoredFacts['licenses'] = held,
  states: Parameters<typeof licensedTenant>[1] = {},
) => judgeFinding(withinContract, { ...licensedTenant({ licenses }, states), contract });
const of = (partNumber: string, ...judged: Parameters<typeof judge>) =>
  judge(...judged).judgments.find(({ subject }) => subjectId(subject) === skuIdOf(partNumber));

describe('licenses.within-contract', () => {
  it('passes when every seat in use is billed, whatever is paid beyond', () => {
    expect(judge()).toMatchObject({ verdict: 'pass', assessed: 2 });
    expect(of('SPB')?.reason).toBe('10 licenses of Microsoft 365 Business Premium are in use, and 10 are billed.');
  });

  it('warns about seats beyond the contract, by SKU, in dollars a year', () => {
    expect(judge(contractFor({ ...sound, SPB: 7 })).verdict).toBe('warn');
    expect(of('SPB', contractFor({ ...sound, SPB: 7 }))).toMatchObject({
      verdict: 'warn',
      severity: 'low',
      subject: { kind: 'sku', id: skuIdOf('SPB'), name: 'Microsoft 365 Business Premium' },
      dollarsPerYear: 792, // 3 seats of 22.00 for 12 months
      reason:
        '10 licenses of Microsoft 365 Business Premium are in use, 3 more than the 7 that the contract bills, at a list price of $792.00 a year.',
      evidence: { billed: 7, inUse: 10, uncontracted: 3, paid: 12, price: { perSeatMonth: 22 } },
    });
  });

  it('does not compare a SKU that no user can hold', () => {
    const devices = subscribedSku('INTUNE_A_D', 20, { consumed: 0 });
    expect(of('INTUNE_A_D', contractFor({ ...sound, INTUNE_A_D: 20 }), [...held, devices])).toBeUndefined();
    expect(of('INTUNE_A_D', contractFor({ ...sound, INTUNE_A_D: 20 }))).toBeUndefined();
  });

  it('warns about a SKU that the contract does not bill', () => {
    expect(of('SPE_E3', contractFor({ SPB: 10 }))).toMatchObject({ verdict: 'warn', dollarsPerYear: 864 });
  });

  it('passes when more seats are billed than in use, and when the tenant has none', () => {
    expect(of('SPB', contractFor({ ...sound, SPB: 30 }))).toMatchObject({ verdict: 'pass' });
    expect(of('SPE_E5', contractFor({ ...sound, SPE_E5: 4 }))).toMatchObject({ verdict: 'pass' });
  });

  it('warns without an amount when the SKU has no price', () => {
    const visio = of('VISIO_PLAN2_DEPT', contractFor(sound), [...held, subscribedSku('VISIO_PLAN2_DEPT', 3)]);
    expect(visio).toMatchObject({ verdict: 'warn', severity: 'info', dollarsPerYear: null });
  });

  it.each([
    ['free', subscribedSku('FLOW_FREE', 10_000, { consumed: 5 })],
    ['a trial', subscribedSku('SPE_E5', 25, { consumed: 5, isTrial: true })],
    ['suspended', subscribedSku('SPE_E5', 0, { suspended: 5, consumed: 5, capabilityStatus: 'suspended' })],
  ])('does not judge a SKU that is %s', (_what, license) => {
    expect(judge(contractFor(sound), [...held, license]).verdict).toBe('pass');
  });

  it.each([
    [1, 'low', 264],
    [4, 'medium', 1056],
    [38, 'high', 10_032],
  ])('rates %i seats as %s', (seats, severity, dollarsPerYear) => {
    const licenses = [subscribedSku('SPB', seats), subscribedSku('SPE_E3', 2)];
    expect(of('SPB', contractFor({ SPE_E3: 2 }), licenses)).toMatchObject({ severity, dollarsPerYear });
  });

  it('is not-applicable without a contract, and names the customer whose contract is missing', () => {
    expect(judgeFinding(withinContract, licensedTenant({ licenses: held }))).toMatchObject({
      verdict: 'not-applicable',
      reason: 'No contract is stored for the customer.',
    });
    const none = judge({ kind: 'none', reason: 'no contract is stored for Birch' });
    expect(none).toMatchObject({
      verdict: 'not-applicable',
      reason: 'The contract cannot be compared: no contract is stored for Birch.',
      judgments: [],
    });
  });

  it('is unknown when the contract covers a tenant that could not be read', () => {
    expect(judge({ kind: 'unknown', reason: 'another tenant' })).toMatchObject({
      verdict: 'unknown',
      reason: 'The contract cannot be compared: another tenant.',
    });
    expect(judge(contractFor(sound), [], { licenses: needsAccess })).toMatchObject({ verdict: 'unknown' });
  });
});
