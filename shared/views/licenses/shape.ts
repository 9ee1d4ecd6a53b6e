import { z } from 'zod';
import { CalendarDate } from '#shared/kernel/clock.ts';
import { TenantId } from '#shared/kernel/ids.ts';
import { Subject } from '#shared/kernel/verdict.ts';

const Count = z.int().nonnegative();
/** In the currency of the view, exact to the cent. Null: not known, because it could not be looked at or has no price. */
const Amount = z.number().nullable();

export const SkuAnswer = z.object({
  tenantId: TenantId,
  skuId: z.string(),
  partNumber: z.string(),
  name: z.string(),
  /** Enabled, and past their renewal in grace. */
  paid: Count,
  consumed: Count,
  unassigned: Count,
  /** Null where no price is set; 0 where nobody pays for it. */
  pricePerSeatMonth: Amount,
  /** Who says so, and since when. */
  priceSource: z.string().nullable(),
  priceAsOf: CalendarDate.nullable(),
  term: z.enum(['monthly', 'annual']).nullable(),
  /** Seats can be given back then. */
  renewsOn: CalendarDate.nullable(),
  /** Why nobody pays for it. */
  mark: z.enum(['free', 'trial', 'viral']).nullable(),
  /** What the seats that nobody holds cost. */
  unassignedDollarsPerYear: Amount,
});

const Plan = z.object({ skuId: z.string(), partNumber: z.string(), name: z.string() });
const Confidence = z.enum(['high', 'medium', 'low']);

const Suggestion = z.object({
  family: z.enum(['business', 'enterprise', 'frontline']),
  /** The base plan, then its add-ons. */
  plans: z.array(Plan),
  lost: z.array(z.object({ what: z.string(), use: z.enum(['unused', 'unknown']) })),
  keeps: z.array(z.object({ what: z.string(), reason: z.string() })),
  confidence: Confidence,
});

const Holder = z.object({
  tenantId: TenantId,
  userId: z.string(),
  name: z.string(),
  upn: z.string(),
  skuId: z.string(),
  partNumber: z.string(),
  skuName: z.string(),
});

export const WastedSeat = Holder.extend({
  dollarsPerYear: Amount,
  confidence: Confidence,
  /** The classes it would be in as well; its dollars are counted here alone. */
  alsoIn: z.array(z.enum(['disabled', 'inactive', 'overlap', 'right-sizing'])),
  /** When giving it back shows on the bill. */
  realizableFromOn: CalendarDate.nullable(),
  lastActiveOn: CalendarDate.nullable(),
  /** Of an overlap: the seat that does all of it. */
  coveredBy: Plan.nullable(),
  /** Of right-sizing. */
  suggestion: Suggestion.extend({ pricePerSeatMonth: z.number() }).nullable(),
});

export const ExceptedSeat = Holder.extend({
  wasteClass: z.enum(['disabled', 'inactive']),
  reason: z.string(),
  /** In words. */
  explanation: z.string(),
});

export const Alternative = Holder.extend({ suggestion: Suggestion });

/** The first of a list, and how many there are. */
const listOf = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), total: Count });

export const ContractedSkuAnswer = z.object({
  skuId: z.string(),
  partNumber: z.string(),
  name: z.string(),
  /** Seats that the PSA bills. */
  billed: Count,
  /** Seats that somebody holds, over all tenants of the customer. */
  inUse: Count,
  /** In use and not billed: what the finding `licenses.within-contract` counts. */
  uncontracted: Count,
  /** Billed and not in use. */
  overContracted: Count,
  uncontractedDollarsPerYear: Amount,
  overContractedDollarsPerYear: Amount,
});

const ContractComparison = z.object({
  /** `none`: nobody has said what is billed. `unknown`: it cannot be compared. */
  state: z.enum(['known', 'none', 'unknown']),
  reason: z.string().nullable(),
  skus: z.array(ContractedSkuAnswer),
  overContractedDollarsPerYear: Amount,
});

export const SavingAnswer = z.object({
  /** `struck`: the seat was bought again within a year; it takes back an earlier entry. */
  kind: z.enum(['realized', 'struck']),
  /** The day of the run that proved it. */
  on: CalendarDate,
  tenantId: TenantId,
  wasteClass: z.enum(['disabled', 'inactive', 'overlap', 'right-sizing', 'unassigned']),
  subject: Subject,
  skuId: z.string(),
  seats: Count,
  dollarsPerYear: z.number(),
});

const Savings = z.object({
  /** What is no longer paid a year, what was struck taken off. */
  dollarsPerYear: z.number(),
  /** The newest first. */
  items: z.array(SavingAnswer),
  total: Count,
});

export const LicensesView = z.object({
  currency: z.string(),
  skus: z.array(SkuAnswer),
  dollarsPerYear: z.object({
    unassigned: Amount,
    disabled: Amount,
    inactive: Amount,
    overlap: Amount,
    rightSizing: Amount,
    uncontracted: Amount,
  }),
  /** What the PSA bills, beside what is in use. */
  contract: ContractComparison,
  /** Waste that is no longer paid for, as a later sync has seen. */
  savings: Savings,
  /** SKUs that somebody pays for, and nobody has set a price of. */
  unpricedSkus: z.array(z.string()),
  /** The dearest first. */
  seats: z.object({
    disabled: listOf(WastedSeat),
    inactive: listOf(WastedSeat),
    overlap: listOf(WastedSeat),
    rightSizing: listOf(WastedSeat),
  }),
  /** Looks like waste and is none. */
  exceptions: listOf(ExceptedSeat),
  /** Plans of another family that would do: rights differ, so that no money is promised. */
  alternatives: listOf(Alternative),
  /** Seats of which a class could not be judged, and why. */
  unknown: listOf(Holder.extend({ wasteClass: z.enum(['inactive', 'right-sizing']), reason: z.string() })),
  /** `concealed`: usage names are hidden in a tenant, so that nothing is known of what its people use. */
  usage: z.enum(['read', 'concealed', 'unread']),
  inactiveDays: Count,
});
