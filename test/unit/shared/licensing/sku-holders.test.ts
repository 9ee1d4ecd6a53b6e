import { describe, expect, it } from 'vitest';
import { catalogSkus } from '#shared/licensing/sku-catalog.ts';
import { holderOf, holderRules } from '#shared/licensing/sku-holders.ts';

const catalog = new Map(catalogSkus().map((sku) => [sku.partNumber, sku]));
const holder = (partNumber: string) => holderOf(partNumber, catalog.get(partNumber));

describe('what a SKU is licensed for', () => {
  it.each([
    ['INTUNE_A_D', 'device'],
    ['INTUNE_A_D_GOV', 'device'],
    ['MCOCAP_FACULTY', 'device'],
    ['MEETING_ROOM_GOV_NOAUDIOCONF', 'device'],
    ['Windows_365_S_8vCPU_32GB_512GB', 'device'],
    ['MDATP_Server', 'server'],
    ['SHAREPOINTSTORAGE_GOV', 'capacity'],
    ['POWERAPPS_PER_APP_GCC_NEW', 'capacity'],
    ['Power_Pages_authenticated_users_T1_100_users/per_site/month_capacity_pack_USGOV_GCCHIGH', 'capacity'],
    ['Power_Virtual_Agents_for_GCC_GCC', 'tenant'],
    ['Microsoft365_Lighthouse', 'tenant'],
  ])('is %s: %s', (partNumber, expected) => {
    expect(holder(partNumber)).toBe(expected);
  });

  it.each([
    'SPB',
    'INTUNE_A',
    'MCOEV',
    'SPE_E3_RPA1',
    'VIRTUAL_AGENT_USL',
    '10_ALR_ADDON',
    'CPC_E_2C_4GB_128GB',
    'CE',
    '',
  ])('is a user for "%s"', (partNumber) => {
    expect(holder(partNumber)).toBe('user');
  });

  it('is no user for each device and each capacity of the catalog', () => {
    const heldByUser = (families: readonly string[]) =>
      catalogSkus()
        .filter(({ family }) => families.includes(family))
        .map(({ partNumber }) => holder(partNumber) === 'user');
    expect(new Set(heldByUser(['device', 'capacity']))).toEqual(new Set([false]));
    expect(new Set(heldByUser(['business', 'enterprise', 'frontline']))).toEqual(new Set([true]));
  });

  it('has a page of Microsoft as the source of each rule', () => {
    for (const { source } of holderRules) expect(new URL(source).hostname).toBe('learn.microsoft.com');
  });
});
