import { dollarsOf } from '#shared/kernel/dollar-amounts.ts';
import { skusOf, type TenantSku, unassignedCentsPerYear, whyNobodyHolds } from '#shared/posture/licenses/skus.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment } from '../../define-finding.ts';
import { namedSku, priceEvidence, severityOfYearlyCost, yearlyCost } from '../yearly-cost.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const judgeSku = (posture: Posture, sku: TenantSku): Judgment => {
  const { skuId, partNumber, name, paid, consumed, unassigned, price, renewsOn } = sku;
  const subject = { kind: 'sku', id: skuId, name } as const;
  const product = namedSku(sku);
  const whyNotHeld = whyNobodyHolds(sku);
  if (whyNotHeld !== undefined)
    return { subject, verdict: 'not-applicable', ...sentence('not-held', { why: whyNotHeld }) };
  if (!sku.isBilled) return { subject, verdict: 'not-applicable', ...sentence('not-billed', { product }) };
  if (unassigned === 0) return { subject, verdict: 'pass', ...sentence('assigned', { product }) };
  const cents = unassignedCentsPerYear(sku);
  const dollarsPerYear = cents === null ? null : dollarsOf(cents);
  return {
    subject,
    verdict: 'warn',
    severity: severityOfYearlyCost(dollarsPerYear),
    dollarsPerYear,
    ...sentence('unassigned', { product, unassigned, paid, cost: yearlyCost(dollarsPerYear, posture.prices.currency) }),
    evidence: { partNumber, paid, consumed, unassigned, price: priceEvidence(price), realizableFromOn: renewsOn },
  };
};

export const noneUnassigned = defineFinding({
  id: 'licenses.none-unassigned',
  version: 2,
  title: 'Every seat that is paid for is held by somebody',
  problem: 'Paid licenses are not assigned to anyone',
  subject: 'sku',
  severity: { warn: 'info' },
  why: 'A seat that nobody holds is paid for like any other, and nobody misses it. Few tenants look after a leaver whether the seat is still needed.',
  action:
    "In the Microsoft 365 admin center, Billing, Your products, or in the reseller's ordering portal if a reseller sold them: lower the number of seats. On an annual term this takes effect at its renewal; choose it now, so that it is not forgotten.",
  impact:
    'The next joiner needs a seat to be bought first. Keep as many as are taken within the time that buying takes.',
  criteria: {
    intro: [
      'One verdict for each SKU of the tenant. Paid seats are the enabled ones and those in the grace period after their renewal; unassigned are those of them that no user holds.',
    ],
    verdicts: {
      pass: 'no unassigned seat',
      warn: 'at least one unassigned seat. The severity depends on the cost per year: below 100 info, below 1,000 low, below 10,000 medium, from there high; without a price info, and without an amount',
      'not-applicable':
        'SKUs that no user can hold (licensed by device or server, capacity, for the whole tenant), free, viral and trial SKUs, and suspended subscriptions',
      unknown: 'licenses could not be read',
    },
  },
  remediation,
  references: [],
  sources: ['https://learn.microsoft.com/microsoft-365/commerce/licenses/buy-licenses'],
  requires: ['licenses'],
  sentences: [sentence],
  judge: (posture) => skusOf(posture).map((sku) => judgeSku(posture, sku)),
});
