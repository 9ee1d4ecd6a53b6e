import { describe, expect, it } from 'vitest';
import { catalogSku, catalogSkus } from '#shared/licensing/sku-catalog.ts';

const partNumberOf = (skuId: string) => catalogSku(skuId)?.partNumber;

describe('the SKU catalog', () => {
  it('lists at least 120 SKUs, each id and part number once', () => {
    const skus = catalogSkus();
    expect(skus.length).toBeGreaterThanOrEqual(120);
    expect(new Set(skus.map(({ skuId }) => skuId)).size).toBe(skus.length);
    expect(new Set(skus.map(({ partNumber }) => partNumber)).size).toBe(skus.length);
  });

  it.each([
    ['3b555118-da6a-4418-894f-7df1e2096870', 'O365_BUSINESS_ESSENTIALS', 'Microsoft 365 Business Basic'],
    ['f245ecc8-75af-4f8e-b61f-27d8114de5f3', 'O365_BUSINESS_PREMIUM', 'Microsoft 365 Business Standard'],
    ['cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46', 'SPB', 'Microsoft 365 Business Premium'],
    ['66b55226-6b4f-492c-910c-a3b7a3c9d993', 'SPE_F1', 'Microsoft 365 F3'],
    ['50f60901-3181-4b75-8a2c-4c8e4c1d5a72', 'M365_F1_COMM', 'Microsoft 365 F1'],
  ])('names %s as Microsoft does', (skuId, partNumber, name) => {
    expect(catalogSku(skuId)).toMatchObject({ partNumber, name });
  });

  it('finds an id in any case, and returns undefined for an unknown id', () => {
    expect(partNumberOf('CBDC14AB-D96C-4C30-B9F4-6ADA7CDC1D46')).toBe('SPB');
    expect(partNumberOf('00000000-0000-4000-8000-000000000000')).toBeUndefined();
  });

  it('marks free, trial and viral SKUs', () => {
    const marks = new Map(catalogSkus().map(({ partNumber, mark }) => [partNumber, mark]));
    expect([marks.get('FLOW_FREE'), marks.get('POWER_BI_STANDARD'), marks.get('PHONESYSTEM_VIRTUALUSER')]).toEqual(
      Array.from({ length: 3 }, () => 'free'),
    );
    expect([marks.get('POWERAPPS_VIRAL'), marks.get('TEAMS_EXPLORATORY'), marks.get('SPB')]).toEqual([
      'viral',
      'trial',
      null,
    ]);
  });

  it('limits only the plans of the business family, to 300 seats', () => {
    for (const { family, seatCap } of catalogSkus()) expect(seatCap).toBe(family === 'business' ? 300 : null);
  });
});
