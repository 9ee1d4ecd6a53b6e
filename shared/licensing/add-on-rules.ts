import type { Capabilities } from './capabilities.ts';
import type { CatalogSku } from './sku-catalog.ts';

interface AddOnRule {
  readonly partNumber: string;
  /** The families of the plans that it may be bought for; absent: every plan. */
  readonly families?: readonly CatalogSku['family'][];
  /** A capability that the plan must have. */
  readonly requires?: string;
}

/**
 * The add-ons that right-sizing may propose, and the plans that Microsoft sells them for. An add-on that is not listed
 * is never proposed: with products that need no plan (Entra ID, Intune, EMS), or with add-ons that are suites (E5
 * Security, F5), a suite could be rebuilt from its parts without the rights that only the suite gives, and right-sizing
 * stays within a family (rules 31). https://www.microsoft.com/licensing/terms
 */
export const addOnRules: readonly AddOnRule[] = [
  { partNumber: 'ATP_ENTERPRISE', requires: 'mailbox' },
  { partNumber: 'DEFENDER_ENDPOINT_P1' },
  { partNumber: 'EXCHANGEARCHIVE_ADDON', requires: 'mailbox' },
  // 300 seats at most, as the plans of its family.
  { partNumber: 'MDE_SMB', families: ['business'] },
  { partNumber: 'Microsoft_Defender_for_Endpoint_F2', families: ['frontline'] },
  { partNumber: 'THREAT_INTELLIGENCE', requires: 'mailbox' },
  { partNumber: 'WIN_DEF_ATP' },
];

const rulesByPartNumber = new Map(addOnRules.map((rule) => [rule.partNumber, rule]));

/** Whether Microsoft sells the add-on for this plan. */
export const isSoldFor = (
  addOn: Pick<CatalogSku, 'partNumber'>,
  base: Pick<CatalogSku, 'family'>,
  baseCapabilities: Capabilities,
): boolean => {
  const rule = rulesByPartNumber.get(addOn.partNumber);
  if (rule === undefined) return false;
  const { families, requires } = rule;
  if (families !== undefined && !families.includes(base.family)) return false;
  return requires === undefined || baseCapabilities.has(requires);
};
