import { describe, expect, it } from 'vitest';
import { formerNames, renameSources } from '#shared/licensing/former-names.ts';
import { knownSkus } from '#shared/licensing/known-skus.ts';
import { catalogSkus } from '#shared/licensing/sku-catalog.ts';
import { createSkuFinder } from '#shared/licensing/sku-finder.ts';

const sku = (at: number, partNumber: string, name: string) => ({
  skuId: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
  partNumber,
  name,
});
const known = [
  sku(1, 'SPE_E3', 'Microsoft 365 E3'),
  sku(2, 'ENTERPRISEPACK', 'Office 365 E3'),
  sku(3, 'SPB', 'Microsoft 365 Business Premium'),
  sku(4, 'O365_BUSINESS_PREMIUM', 'Microsoft 365 Business Standard'),
  sku(5, 'Microsoft_365_E3_(no_Teams)', 'Microsoft 365 E3 (no Teams)'),
  sku(6, 'EXCHANGESTANDARD', 'Exchange Online (Plan 1)'),
  sku(7, 'AAD_PREMIUM_P2', 'Microsoft Entra ID P2'),
  sku(8, 'ATP_ENTERPRISE', 'Microsoft Defender for Office 365 (Plan 1)'),
  sku(9, 'M365_F1', 'Microsoft 365 F1'),
  sku(10, 'M365_F1_COMM', 'Microsoft 365 F1'),
];
const idOf = (partNumber: string) => known.find((each) => each.partNumber === partNumber)?.skuId ?? '';
const finder = createSkuFinder(known);

describe('finding a SKU', () => {
  it.each([
    ['Microsoft 365 E3', 'SPE_E3'],
    ['spe_e3', 'SPE_E3'],
    [idOf('SPE_E3').toUpperCase(), 'SPE_E3'],
    ['M365 E3 (NCE) - Annual Commitment, Monthly Billing', 'SPE_E3'],
    ['MS365 E3 license per user/month', 'SPE_E3'],
    ['Office 365 E3', 'ENTERPRISEPACK'],
    ['O365 E3 [New Commerce Experience]', 'ENTERPRISEPACK'],
    ['Microsoft 365 Business Prem', 'SPB'],
    ['O365_BUSINESS_PREMIUM', 'O365_BUSINESS_PREMIUM'],
    ['M365 Business Std – P1Y', 'O365_BUSINESS_PREMIUM'],
    ['Microsoft 365 E3 (without Teams)', 'Microsoft_365_E3_(no_Teams)'],
    ['Exchange Online Plan 1', 'EXCHANGESTANDARD'],
    ['EXO P1', 'EXCHANGESTANDARD'],
    ['Azure Active Directory Premium P2', 'AAD_PREMIUM_P2'],
    ['Azure AD Premium Plan 2', 'AAD_PREMIUM_P2'],
    ['MDO P1', 'ATP_ENTERPRISE'],
  ])('recognizes "%s" as %s', (text, partNumber) => {
    expect(finder.find([text])).toMatchObject({ outcome: 'found', sku: { partNumber } });
  });

  it.each(['', '-', 'NCE annual', 'Microsoft 365', 'E3', 'Managed backup', 'Microsoft 365 E3 E5'])(
    'does not recognize "%s"',
    (text) => {
      expect(finder.find([text])).toEqual({ outcome: 'unknown' });
    },
  );

  it('recognizes a SKU by any of several texts unless two of them contradict', () => {
    expect(finder.find(['CFQ7TTC0LFLX', 'M365 E3', 'our code 17'])).toMatchObject({ sku: { partNumber: 'SPE_E3' } });
    expect(finder.find(['SPE_E3', 'Office 365 E3'])).toEqual({ outcome: 'contradictory' });
    expect(finder.find(['M365_F1_COMM', 'Microsoft 365 F1'])).toMatchObject({ sku: { partNumber: 'M365_F1_COMM' } });
  });

  it('of two SKUs with the same name, prefers the one that the tenants hold, and is ambiguous otherwise', () => {
    expect(finder.find(['Microsoft 365 F1'])).toEqual({ outcome: 'ambiguous' });
    expect(finder.nearest(['Microsoft 365 F1']).map(({ partNumber }) => partNumber)).toEqual([
      'M365_F1',
      'M365_F1_COMM',
    ]);
    const holding = createSkuFinder(known, new Set([idOf('M365_F1_COMM')]));
    expect(holding.find(['M365 F1'])).toMatchObject({ sku: { partNumber: 'M365_F1_COMM' } });
    const both = createSkuFinder(known, new Set([idOf('M365_F1_COMM'), idOf('M365_F1')]));
    expect(both.find(['M365 F1'])).toEqual({ outcome: 'ambiguous' });
  });

  it('suggests the nearest SKUs, best first', () => {
    const names = (...texts: string[]) => finder.nearest(texts).map(({ name }) => name);
    expect(names('Microsoft 365 Bussines Premium')[0]).toBe('Microsoft 365 Business Premium');
    expect(names('Exchange Onlin plan1')[0]).toBe('Exchange Online (Plan 1)');
    expect(names('x'.repeat(1_000_000))).toHaveLength(3);
  });

  // Slips of whoever types a contract. cspell:ignore Ofice Esentials
  describe('by a former name', () => {
    const all = createSkuFinder(knownSkus([]));

    it.each([
      ['Office 365 Business Essentials', 'O365_BUSINESS_ESSENTIALS'],
      ['O365 Business Essentials - monthly', 'O365_BUSINESS_ESSENTIALS'],
      ['Office 365 Business Premium', 'O365_BUSINESS_PREMIUM'],
      ['Office 365 Business Premium (NCE, annual)', 'O365_BUSINESS_PREMIUM'],
      ['Microsoft 365 Business', 'SPB'],
      ['Office 365 Business', 'O365_BUSINESS'],
      ['Office 365 ProPlus', 'OFFICESUBSCRIPTION'],
      ['Office 365 F1', 'DESKLESSPACK'],
      ['Office 365 Advanced Threat Protection Plan 1', 'ATP_ENTERPRISE'],
      ['Azure AD Premium P1', 'AAD_PREMIUM'],
      ['Project Plan 3', 'PROJECTPROFESSIONAL'],
      ['Visio Online Plan 2', 'VISIOCLIENT'],
      ['Microsoft 365 Phone System', 'MCOEV'],
      ['Microsoft Defender for Cloud Apps', 'ADALLOM_STANDALONE'],
    ])('recognizes "%s" as %s', (text, partNumber) => {
      expect(all.find([text])).toMatchObject({ outcome: 'found', sku: { partNumber } });
    });

    it('prefers the product that has the name today', () => {
      const renamed = [sku(1, 'SPB', 'Business Premium'), sku(2, 'NEW', 'Microsoft 365 Business')];
      expect(createSkuFinder(renamed).find(['Microsoft 365 Business'])).toMatchObject({ sku: { partNumber: 'NEW' } });
    });

    it('suggests it first when the name has a slip', () => {
      const nearest = (text: string) => all.nearest([text])[0]?.partNumber;
      expect(nearest('Ofice 365 Business Esentials')).toBe('O365_BUSINESS_ESSENTIALS');
      expect(nearest('Office 365 Bussines Premium')).toBe('O365_BUSINESS_PREMIUM');
    });

    it('knows only products of the catalog, and no name that another product has today', () => {
      const catalog = catalogSkus();
      const partNumbers = new Set(catalog.map(({ partNumber }) => partNumber));
      const namesToday = new Set(catalog.map(({ name }) => name.toLowerCase()));
      expect(formerNames.filter(({ partNumber }) => !partNumbers.has(partNumber))).toEqual([]);
      expect(formerNames.filter(({ name }) => namesToday.has(name.toLowerCase()))).toEqual([]);
      expect(Object.values(renameSources).filter((source) => !URL.canParse(source))).toEqual([]);
    });
  });

  it('finds nothing in an empty catalog', () => {
    expect(createSkuFinder([]).find(['SPE_E3'])).toEqual({ outcome: 'unknown' });
    expect(createSkuFinder([]).nearest(['SPE_E3'])).toEqual([]);
  });
});
