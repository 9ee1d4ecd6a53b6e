import { z } from 'zod';
import { CalendarDate } from '#shared/kernel/clock.ts';
import { LicensesView } from '#shared/views/licenses/shape.ts';
import { licenses } from '#shared/views/licenses/view.ts';
import { isReadInAllTenants } from '#shared/views/section.ts';
import { CustomerArgument, CustomerRef, customerRef, namedCustomer } from './find-customer.ts';
import { NamedTenant, namedTenant } from './finding-brief.ts';
import { Freshness, freshness } from './freshness.ts';
import { readPageOf } from './read-page-of.ts';
import { defineTool } from './tool.ts';
import { UntrustedText, untrusted } from './untrusted-text.ts';

const Count = z.int().nonnegative();
const Total = Count.nullable();
const Amount = z.number().nullable();
const shown = 50;

const Sku = z.object({
  tenant: NamedTenant,
  product: UntrustedText,
  paid: Count,
  consumed: Count,
  unassigned: Count,
  pricePerSeatMonth: Amount,
  renewsOn: CalendarDate.nullable(),
  unassignedDollarsPerYear: Amount,
});

const Seat = z.object({
  waste: z.enum(['disabled', 'inactive', 'overlap', 'right-sizing']),
  tenant: NamedTenant,
  person: UntrustedText,
  product: UntrustedText,
  dollarsPerYear: Amount,
  confidence: z.enum(['high', 'medium', 'low']),
  lastActiveOn: CalendarDate.nullable(),
  realizableFromOn: CalendarDate.nullable(),
});

const wasteClasses = {
  disabled: 'disabled',
  inactive: 'inactive',
  overlap: 'overlap',
  rightSizing: 'right-sizing',
} as const;
const kinds = ['disabled', 'inactive', 'overlap', 'rightSizing'] as const;

const seatsOf = ({ seats }: Pick<z.input<typeof LicensesView>, 'seats'>): z.input<typeof Seat>[] =>
  kinds.flatMap((kind) =>
    seats[kind].items.map(({ name, skuName, dollarsPerYear, confidence, lastActiveOn, realizableFromOn, ...seat }) => ({
      waste: wasteClasses[kind],
      tenant: namedTenant(seat),
      person: untrusted(name),
      product: untrusted(skuName),
      dollarsPerYear,
      confidence,
      lastActiveOn,
      realizableFromOn,
    })),
  );

/** The licenses of one customer, and where money is lost. */
export const getLicensesTool = defineTool({
  name: 'get_licenses',
  title: 'Licenses and money of one customer',
  description:
    'The subscriptions of one customer with seats paid, used and unassigned, what is lost a year by kind of waste, and the wasted seats, the most expensive first. At most 50 of each are listed.',
  ability: 'posture.read',
  input: z.strictObject({ customer: CustomerArgument }),
  output: z.object({
    customer: CustomerRef,
    currency: z.string(),
    dollarsPerYear: LicensesView.shape.dollarsPerYear,
    products: z.array(Sku),
    productsTotal: Total.meta({ description: 'Null where the licenses of a tenant were not read.' }),
    seats: z.array(Seat),
    seatsTotal: z
      .object({ disabled: Total, inactive: Total, overlap: Total, rightSizing: Total })
      .meta({ description: 'Null where this kind of waste could not be judged in a tenant.' }),
    savedDollarsPerYear: z.number(),
    ...Freshness,
  }),
  run: async (_values, context) => {
    // The page of holders is not part of the answer.
    const { page, synced, of } = await readPageOf(licenses, context, { limit: 1 });
    const seats = seatsOf(page).sort((one, other) => (other.dollarsPerYear ?? 0) - (one.dollarsPerYear ?? 0));
    return {
      customer: customerRef(namedCustomer(context)),
      currency: page.currency,
      dollarsPerYear: page.dollarsPerYear,
      products: page.skus.slice(0, shown).map(({ name, ...sku }) => ({
        ...sku,
        tenant: namedTenant(sku),
        product: untrusted(name),
      })),
      productsTotal: isReadInAllTenants(of.tenants, 'licenses') ? page.skus.length : null,
      seats: seats.slice(0, shown),
      seatsTotal: {
        disabled: page.seats.disabled.total,
        inactive: page.seats.inactive.total,
        overlap: page.seats.overlap.total,
        rightSizing: page.seats.rightSizing.total,
      },
      savedDollarsPerYear: page.savings.dollarsPerYear,
      ...freshness(synced),
    };
  },
});
