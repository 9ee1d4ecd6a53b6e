import { z } from 'zod';
import { type BookLine, type BookTenant, bookLines } from '#shared/book/book-tenants.ts';
import { readBook } from '#shared/book/read-book.ts';
import { syncStatusWhenJudged } from '#shared/book/sync-status.ts';
import { tenantRefOf } from '#shared/book/tenant-ref.ts';
import { findingOf } from '#shared/findings/index.ts';
import { sumOfDollars } from '#shared/kernel/dollar-amounts.ts';
import { isReadable, neverRead } from '#shared/kernel/surface-state.ts';
import { listPrices } from '#shared/licensing/list-prices.ts';
import { licenses } from '#shared/views/licenses/view.ts';
import { NamedTenant, namedTenant } from './finding-brief.ts';
import { Freshness, freshness } from './freshness.ts';
import { pageArguments } from './page-arguments.ts';
import { defineTool } from './tool.ts';

const Waste = z.object({
  findingId: z.string().meta({ description: 'For get_work_list.' }),
  problem: z.string(),
  subjects: z.int().nonnegative().meta({ description: 'Seats, or products for unassigned seats.' }),
  dollarsPerYear: z.number().nullable(),
});

const CustomerCost = z.object({
  customerId: z.string().nullable(),
  name: z.string().nullable(),
  tenants: z.array(NamedTenant),
  dollarsPerYear: z.number().nullable().meta({ description: 'Null where nothing that is wasted has a price.' }),
  waste: z.array(Waste),
});

const tenantsNamed = 20;

const wasteOf = ({ tenants }: BookLine): z.input<typeof Waste>[] => {
  const tallies = tenants.flatMap(({ summary }) => Object.entries(summary?.findings ?? {}));
  const wasted = tallies.filter(([id, { subjectsAffected }]) => id.startsWith('licenses.') && subjectsAffected > 0);
  return [...Map.groupBy(wasted, ([id]) => id)].map(([findingId, of]) => ({
    findingId,
    problem: findingOf(findingId)?.problem ?? findingId,
    subjects: of.reduce((sum, [, { subjectsAffected }]) => sum + subjectsAffected, 0),
    dollarsPerYear: sumOfDollars(of.map(([, { dollarsPerYear }]) => dollarsPerYear)),
  }));
};

const costOf = (line: BookLine): z.input<typeof CustomerCost> => {
  const waste = wasteOf(line);
  return {
    customerId: line.customer?.customerId ?? null,
    name: line.customer?.name ?? null,
    tenants: line.tenants.slice(0, tenantsNamed).map((tenant) => namedTenant(tenantRefOf(tenant))),
    dollarsPerYear: sumOfDollars(waste.map(({ dollarsPerYear }) => dollarsPerYear)),
    waste,
  };
};

const knowsLicenses = ({ summary }: BookTenant): boolean => isReadable(summary?.surfaces['licenses'] ?? neverRead);

/** Which customers pay for seats that nobody needs. */
export const listLicenseCostsTool = defineTool({
  name: 'list_license_costs',
  title: 'Customers that lose money on licenses',
  description:
    'What each customer pays a year for licenses that nobody needs: unassigned, disabled, inactive, overlapping, oversized or not billed. The most dollars first. A tenant of several customers is listed at each.',
  ability: 'posture.read',
  input: z.strictObject({ limit: pageArguments.limit }),
  output: z.object({
    currency: z.string(),
    dollarsPerYear: z.number().nullable().meta({ description: 'Over all tenants, each once.' }),
    customers: z.array(CustomerCost),
    customersTotal: z.int().nonnegative().meta({ description: 'How many have open license findings.' }),
    customersNotRead: z
      .int()
      .nonnegative()
      .meta({ description: 'Of how many the licenses of a tenant were not read, so that more may be lost there.' }),
    ...Freshness,
  }),
  run: async ({ limit }, { caller, deps }) => {
    const { customers, tenants } = await readBook(caller, deps);
    const lines = bookLines(customers, tenants);
    const costs = lines
      .map(costOf)
      .filter(({ waste }) => waste.length > 0)
      .sort((one, other) => (other.dollarsPerYear ?? 0) - (one.dollarsPerYear ?? 0));
    const all = tenants.map((tenant) => costOf({ customer: undefined, tenants: [tenant] }).dollarsPerYear);
    return {
      currency: listPrices.currency,
      dollarsPerYear: sumOfDollars(all),
      customers: costs.slice(0, limit),
      customersTotal: costs.length,
      customersNotRead: lines.filter((line) => !line.tenants.every(knowsLicenses)).length,
      ...freshness(syncStatusWhenJudged(licenses.surfaceIds, tenants)),
    };
  },
});
