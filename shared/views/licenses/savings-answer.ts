import type { z } from 'zod';
import { subjectAnswer } from '#shared/api/subject-answer.ts';
import { belongsTo, type Owner } from '#shared/book/ownership.ts';
import { type NamedTenant, type TenantRef, tenantRefOf } from '#shared/book/tenant-ref.ts';
import { type LedgerPage, type SavingEntry, savedCentsPerYear } from '#shared/judging/savings-ledger.ts';
import { dollarsOf } from '#shared/kernel/dollar-amounts.ts';
import { maxItems } from '../max-items.ts';
import type { LicensesView, SavingAnswer } from './shape.ts';

/** A tenant with the pages of its savings ledger, oldest first. */
export interface SavingTenant {
  readonly tenant: NamedTenant & { readonly linked: readonly Owner[] };
  readonly ledger: readonly LedgerPage[];
}

const answerOf = (tenant: TenantRef, entry: SavingEntry): z.input<typeof SavingAnswer> => {
  const { kind, on, wasteClass, subject, skuId, seats, centsPerSeatYear } = entry;
  return {
    kind,
    on,
    ...tenant,
    wasteClass,
    subject: subjectAnswer(subject, tenant),
    skuId,
    seats,
    dollarsPerYear: dollarsOf(seats * centsPerSeatYear),
  };
};

/** The savings of a customer: seats of its own users, and all unassigned seats of its tenants. */
export const savingsAnswer = (
  customer: Owner,
  tenants: readonly SavingTenant[],
): z.input<typeof LicensesView>['savings'] => {
  const own = tenants.flatMap(({ tenant, ledger }) =>
    ledger
      .flatMap(({ entries }) => entries)
      .filter((entry) => belongsTo(customer, tenant.linked, entry))
      .map((entry) => ({ tenant: tenantRefOf(tenant), entry })),
  );
  const newest = own
    .toReversed()
    .toSorted((one, other) => (one.entry.on > other.entry.on ? -1 : one.entry.on < other.entry.on ? 1 : 0));
  return {
    dollarsPerYear: dollarsOf(savedCentsPerYear(own.map(({ entry }) => entry))),
    items: newest.slice(0, maxItems).map(({ tenant, entry }) => answerOf(tenant, entry)),
    total: own.length,
  };
};
