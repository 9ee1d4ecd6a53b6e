import { type Price, type PriceList, priceListOf } from './price.ts';

/**
 * The list price since Microsoft's change of July 2026, as several resellers quote it. Microsoft publishes no table.
 */
const current = { source: "Microsoft's list price since 2026-07-01, as resellers quote it", asOf: '2026-07-01' };
/** Prices without a later announced change. */
const unchanged = { source: "Microsoft's list price of 2022; no change known since", asOf: '2022-03-01' };
const addOn = { source: "Microsoft's list price of the add-on, as resellers quote it", asOf: '2026-07-01' };

const rows: readonly (readonly [
  partNumber: string,
  skuId: string,
  centsPerSeatMonth: number,
  origin: typeof current,
])[] = [
  ['O365_BUSINESS_ESSENTIALS', '3b555118-da6a-4418-894f-7df1e2096870', 700, current],
  ['O365_BUSINESS_PREMIUM', 'f245ecc8-75af-4f8e-b61f-27d8114de5f3', 1400, current],
  ['SPB', 'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46', 2200, current],
  ['M365_F1', '44575883-256e-4a79-9da4-ebe9acabe2b2', 300, current],
  ['M365_F1_COMM', '50f60901-3181-4b75-8a2c-4c8e4c1d5a72', 300, current],
  ['SPE_F1', '66b55226-6b4f-492c-910c-a3b7a3c9d993', 1000, current],
  ['STANDARDPACK', '18181a46-0d4e-45cd-891e-60aabd171b4e', 1000, unchanged],
  ['ENTERPRISEPACK', '6fd2c87f-b296-42f0-b197-1e91e994b900', 2600, current],
  ['SPE_E3', '05e9a617-0261-4cee-bb44-138d3ef5d965', 3900, current],
  ['SPE_E5', '06ebc4ee-1bb5-47dd-8120-11324bc54e06', 6000, current],
  ['ATP_ENTERPRISE', '4ef96642-f096-40de-a3e9-d83fb2f90211', 200, addOn],
  ['THREAT_INTELLIGENCE', '3dd6cf57-d688-4eed-ba52-9e40b5468c3e', 500, addOn],
  ['DEFENDER_ENDPOINT_P1', '16a55f2f-ff35-4cd5-9146-fb784e3761a5', 300, addOn],
  ['WIN_DEF_ATP', '111046dd-295b-4d6d-9724-d52ac90bd1f2', 520, addOn],
  ['Microsoft_365_Copilot', '639dec6b-bb19-468b-871c-c5c441c4b0cb', 3000, addOn],
];

/** The built-in prices: US dollars for a seat and month with an annual term. Other SKUs have no built-in price. */
const builtInPrices: readonly Price[] = rows.map(([partNumber, skuId, centsPerSeatMonth, origin]) => ({
  skuId,
  partNumber,
  currency: 'USD',
  centsPerSeatMonth,
  term: 'annual',
  ...origin,
}));

export const listPrices: PriceList = priceListOf('USD', builtInPrices);
