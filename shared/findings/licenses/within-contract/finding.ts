import { dollarsOf } from '#shared/kernel/dollar-amounts.ts';
import { pluralize } from '#shared/kernel/pluralize.ts';
import { type ContractedSku, contractedSkus, uncontractedCentsPerYear } from '#shared/posture/licenses/contracted.ts';
import { skusById } from '#shared/posture/licenses/skus.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment, tenantVerdict } from '../../define-finding.ts';
import { priceEvidence, severityOfYearlyCost, yearlyCostText } from '../yearly-cost.ts';

const judgeSku = (posture: Posture, sku: ContractedSku): Judgment => {
  const { skuId, partNumber, name, billed, inUse, uncontracted } = sku;
  const subject = { kind: 'sku', id: skuId, name } as const;
  const seats = `${pluralize(inUse, 'seat', 'seats')} of ${name} ${inUse === 1 ? 'is' : 'are'} in use`;
  if (uncontracted === 0) return { subject, verdict: 'pass', reason: `${seats}, and ${billed} billed` };
  const cents = uncontractedCentsPerYear(sku);
  const dollarsPerYear = cents === null ? null : dollarsOf(cents);
  const tenantSku = skusById(posture).get(skuId);
  return {
    subject,
    verdict: 'warn',
    severity: severityOfYearlyCost(dollarsPerYear),
    dollarsPerYear,
    reason: `${seats}, ${uncontracted} more than the ${billed} that the contract bills: ${yearlyCostText(dollarsPerYear, posture.prices.currency)}`,
    evidence: {
      partNumber,
      billed,
      inUse,
      uncontracted,
      paid: tenantSku?.paid ?? 0,
      price: priceEvidence(posture.prices.priceOf(skuId)),
    },
  };
};

const judge = (posture: Posture): readonly Judgment[] => {
  const skus = contractedSkus(posture);
  if (skus !== undefined) return skus.map((sku) => judgeSku(posture, sku));
  const { contract } = posture;
  const isUnknown = contract?.kind === 'unknown';
  const why = contract?.kind === 'known' || contract === undefined ? 'no contract is stored' : contract.reason;
  return tenantVerdict(posture, isUnknown ? 'unknown' : 'not-applicable', why);
};

export const withinContract = defineFinding({
  id: 'licenses.within-contract',
  version: 1,
  title: 'Every seat in use is billed to the customer',
  subject: 'sku',
  severity: { warn: 'info' },
  why: 'A seat that somebody added in the portal is paid for by the provider at once, and by the customer when somebody remembers. Until then it costs the provider its price every month.',
  action: {
    text: 'Ask whether the seats are needed. If so add them to the agreement in the PSA, and store the contract again; if not, take them back in the Microsoft 365 admin center, Billing, Licenses.',
    url: 'https://admin.microsoft.com/#/licenses',
  },
  impact:
    'None by itself: it is about what is billed. A seat that is taken back takes its services from whoever holds it.',
  references: [],
  requires: ['licenses'],
  judge,
});
