import { z } from 'zod';
import { List } from '#shared/api/list.ts';
import { SubjectAnswer } from '#shared/api/subject-answer.ts';
import { TenantRef } from '#shared/book/tenant-ref.ts';
import { CalendarDate, Instant } from '#shared/kernel/clock.ts';

const Count = z.int().nonnegative();
/** In the currency of the view, exact to the cent. Null if it could not be determined or has no price. */
const Amount = z.number().nullable();

export const SkuAnswer = z.object({
  ...TenantRef.shape,
  skuId: z.string(),
  partNumber: z.string(),
  name: z.string(),
  /** Enabled seats and seats in the grace period after renewal. */
  paid: Count,
  consumed: Count,
  unassigned: Count,
  /** What it is licensed for. Only a SKU for users has seats that are judged. */
  heldBy: z.enum(['user', 'device', 'server', 'capacity', 'tenant']),
  /** Null if no price is set; 0 if it is free of charge. */
  pricePerSeatMonth: Amount,
  /** The source and date of the price. */
  priceSource: z.string().nullable(),
  priceAsOf: CalendarDate.nullable(),
  /** The price holds for subscriptions renewed on or after this day; null if it has not changed. */
  priceValidFrom: CalendarDate.nullable(),
  term: z.enum(['monthly', 'annual']).nullable(),
  /** The date from which seats can be returned. */
  renewsOn: CalendarDate.nullable(),
  /** Why it is free of charge; null if it is paid. */
  mark: z.enum(['free', 'trial', 'viral']).nullable(),
  /** The cost of unassigned seats. */
  unassignedDollarsPerYear: Amount,
});
SkuAnswer.register(z.globalRegistry, { id: 'Sku', description: 'A subscription: seats paid, used and unassigned.' });

export const Product = z.object({ skuId: z.string(), partNumber: z.string(), name: z.string() });
const Confidence = z.enum(['high', 'medium', 'low']);

const Suggestion = z.object({
  family: z.enum(['business', 'enterprise', 'frontline']),
  /** The base plan, then its add-ons. */
  plans: z.array(Product),
  lost: z.array(z.object({ what: z.string(), use: z.enum(['unused', 'unknown']) })),
  keeps: z.array(z.object({ what: z.string(), reason: z.string() })),
  confidence: Confidence,
});
Suggestion.register(z.globalRegistry, {
  id: 'PlanSuggestion',
  description: 'A cheaper plan, and what would be lost with it.',
});

export const AssignedLicense = z.object({
  ...TenantRef.shape,
  userId: z.string(),
  name: z.string(),
  upn: z.string(),
  skuId: z.string(),
  partNumber: z.string(),
  skuName: z.string(),
});
AssignedLicense.register(z.globalRegistry, {
  id: 'AssignedLicense',
  description: 'A license, and the user that it is assigned to.',
});

export const LicenseHolder = AssignedLicense.extend({
  isBilled: z.boolean().meta({ description: 'Whether the seat costs money.' }),
  assignedAt: Instant.nullable().meta({
    description: 'When it was assigned, or earlier; null where Microsoft does not say.',
  }),
  isByGroup: z.boolean().meta({ description: 'Whether a group assigns it, so that it must be removed there.' }),
  wasteClass: z
    .enum(['disabled', 'inactive', 'overlap', 'right-sizing'])
    .nullable()
    .meta({ description: 'Why the seat is wasted; null where it is not known to be.' }),
}).meta({ id: 'LicenseHolder', description: 'A license that a user holds.' });

export const WastedSeat = AssignedLicense.extend({
  dollarsPerYear: Amount,
  confidence: Confidence,
  /** The other classes that apply. Its dollars are counted only here. */
  alsoIn: z.array(z.enum(['disabled', 'inactive', 'overlap', 'right-sizing'])),
  /** The date from which the saving shows on the bill. */
  realizableFromOn: CalendarDate.nullable(),
  lastActiveOn: CalendarDate.nullable(),
  /** For an overlap: the plan that covers this one. */
  coveredBy: Product.nullable(),
  /** For right-sizing: the cheaper plan. */
  suggestion: Suggestion.extend({ pricePerSeatMonth: z.number() }).nullable(),
});
WastedSeat.register(z.globalRegistry, { id: 'WastedSeat', description: 'A seat that is paid and not needed.' });

export const ExceptedSeat = AssignedLicense.extend({
  wasteClass: z.enum(['disabled', 'inactive']),
  reason: z.string(),
  /** The reason as a sentence. */
  explanation: z.string(),
});

export const Alternative = AssignedLicense.extend({ suggestion: Suggestion });

/** The first items of a list, and the total; null if what it is judged from was not read in a tenant. */
const listOf = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), total: Count.nullable() });

export const ContractedSkuAnswer = z.object({
  skuId: z.string(),
  partNumber: z.string(),
  name: z.string(),
  /** Seats that the PSA bills. */
  billed: Count,
  /** Assigned seats over all tenants of the customer. */
  inUse: Count,
  /** In use and not billed, as the finding `licenses.within-contract` counts them. */
  uncontracted: Count,
  /** Billed and not in use. */
  overContracted: Count,
  uncontractedDollarsPerYear: Amount,
  overContractedDollarsPerYear: Amount,
});

const ContractComparison = z.object({
  /** `none`: no contract is stored. `unknown`: it cannot be compared. */
  state: z.enum(['known', 'none', 'unknown']),
  reason: z.string().nullable(),
  skus: z.array(ContractedSkuAnswer),
  overContractedDollarsPerYear: Amount,
});

export const SavingAnswer = z.object({
  /** `reversed`: the seat was bought again within a year, which reverses an earlier entry. */
  kind: z.enum(['realized', 'reversed']),
  /** The day of the run that confirmed it. */
  on: CalendarDate,
  ...TenantRef.shape,
  wasteClass: z.enum(['disabled', 'inactive', 'overlap', 'right-sizing', 'unassigned']),
  subject: SubjectAnswer,
  skuId: z.string(),
  seats: Count,
  dollarsPerYear: z.number(),
});

export const UnpricedSku = Product.extend({ reason: z.string() });
UnpricedSku.register(z.globalRegistry, {
  id: 'UnpricedSku',
  description: 'A paid product without a price, and why it has none.',
});

const Savings = z.object({
  /** The yearly savings, minus reversed entries. */
  dollarsPerYear: z.number(),
  /** Newest first. */
  items: z.array(SavingAnswer),
  total: Count,
});

const WastedDollars = z
  .object({
    unassigned: Amount,
    disabled: Amount,
    inactive: Amount,
    overlap: Amount,
    rightSizing: Amount,
    uncontracted: Amount,
  })
  .meta({ id: 'WastedDollars', description: 'What licenses cost a year that nobody needs, by the class of waste.' });

export const LicensesView = z.object({
  currency: z.string(),
  skus: z.array(SkuAnswer),
  dollarsPerYear: WastedDollars,
  /** Billed seats compared with seats in use. */
  contract: ContractComparison,
  /** Waste that a later sync confirmed as removed. */
  savings: Savings,
  /** Paid SKUs without a price, with the reason. */
  unpricedSkus: z.array(UnpricedSku),
  /** Most expensive first. */
  seats: z.object({
    disabled: listOf(WastedSeat),
    inactive: listOf(WastedSeat),
    overlap: listOf(WastedSeat),
    rightSizing: listOf(WastedSeat),
  }),
  /** Seats that look wasted and are not, with the reason. */
  exceptions: listOf(ExceptedSeat),
  /** Cheaper plans of other families. No savings are promised, because rights differ. */
  alternatives: listOf(Alternative),
  /** Seats of which a class could not be judged, with the reason. */
  unknown: listOf(AssignedLicense.extend({ wasteClass: z.enum(['inactive', 'right-sizing']), reason: z.string() })),
  holders: List(LicenseHolder)
    .extend({ total: Count.nullable().meta({ description: 'How many match; null where a tenant was not read.' }) })
    .meta({ description: 'Every license that a user holds, by user; a page of those that the query asks for.' }),
  /** `concealed`: a tenant hides user names in its reports, so the usage of its users is unknown. */
  usage: z.enum(['read', 'concealed', 'unread']),
  inactiveDays: Count,
});
LicensesView.register(z.globalRegistry, { id: 'Licenses', description: 'Seats paid, used and wasted by a customer.' });
