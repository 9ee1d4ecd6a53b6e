import { dollarsOf } from '#shared/kernel/dollar-amounts.ts';
import { type ContractedSku, contractedSkus, uncontractedCentsPerYear } from '#shared/posture/licenses/contracted.ts';
import { skusById } from '#shared/posture/licenses/skus.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment, tenantVerdict } from '../../define-finding.ts';
import { namedSku, priceEvidence, severityOfYearlyCost, yearlyCost } from '../yearly-cost.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const judgeSku = (posture: Posture, sku: ContractedSku): Judgment => {
  const { skuId, partNumber, name, billed, inUse, uncontracted } = sku;
  const subject = { kind: 'sku', id: skuId, name } as const;
  const product = namedSku(sku);
  if (uncontracted === 0) return { subject, verdict: 'pass', ...sentence('within', { product, inUse, billed }) };
  const cents = uncontractedCentsPerYear(sku);
  const dollarsPerYear = cents === null ? null : dollarsOf(cents);
  const tenantSku = skusById(posture).get(skuId);
  return {
    subject,
    verdict: 'warn',
    severity: severityOfYearlyCost(dollarsPerYear),
    dollarsPerYear,
    ...sentence('uncontracted', {
      product,
      inUse,
      uncontracted,
      billed,
      cost: yearlyCost(dollarsPerYear, posture.prices.currency),
    }),
    evidence: {
      partNumber,
      billed,
      inUse,
      uncontracted,
      paid: tenantSku?.paid ?? 0,
      price: priceEvidence(tenantSku?.price ?? null),
    },
  };
};

const judge = (posture: Posture): readonly Judgment[] => {
  const skus = contractedSkus(posture);
  if (skus !== undefined) return skus.map((sku) => judgeSku(posture, sku));
  const { contract } = posture;
  const isUnknown = contract?.kind === 'unknown';
  const why =
    contract?.kind === 'known' || contract === undefined
      ? sentence('no-contract')
      : sentence('not-known', { why: contract.reason });
  return tenantVerdict(posture, isUnknown ? 'unknown' : 'not-applicable', why);
};

export const withinContract = defineFinding({
  id: 'licenses.within-contract',
  version: 2,
  title: 'Every seat in use is billed to the customer',
  problem: 'More licenses in use than the contract covers',
  subject: 'sku',
  severity: { warn: 'info' },
  why: 'A seat that somebody added in the portal is paid for by the provider at once, and by the customer when somebody remembers. Until then it costs the provider its price every month.',
  action:
    'Ask whether the seats are needed. If so add them to the agreement in the PSA, and store the contract again; if not, take them back in the Microsoft 365 admin center, Billing, Licenses.',
  impact:
    'None by itself: it is about what is billed. A seat that is taken back takes its services from whoever holds it.',
  criteria: {
    intro: [
      'One verdict for each paid SKU and for each that the contract bills. Seats in use are the assigned ones; billed are those of the contract that is stored for the customer (`PUT /v1/customers/{customerId}/contract`).',
    ],
    verdicts: {
      pass: 'no more seats in use than billed. Billed seats that are not in use are shown with the licenses of the customer, also in dollars',
      warn: 'more seats in use than billed. The severity depends on the cost per year: below 100 info, below 1,000 low, below 10,000 medium, from there high; without a price info, and without an amount',
      'not-applicable': 'no contract is stored for the customer, or for one of the customers of the tenant',
      unknown: 'licenses could not be read, here or in another tenant that the contract covers',
    },
    notes: [
      'Free, viral and trial SKUs, and those that no user can hold, are not judged. A tenant of several customers may use the seats of all of them. A contract for several tenants is used up in the order of their ids, so that a seat in use beyond it counts once.',
    ],
  },
  remediation,
  references: [],
  sources: ['https://learn.microsoft.com/microsoft-365/commerce/licenses/buy-licenses'],
  requires: ['licenses'],
  sentences: [sentence],
  judge,
});
