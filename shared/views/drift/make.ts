import type { Owner } from '#shared/book/ownership.ts';
import { type NamedTenant, tenantRefOf } from '#shared/book/tenant-ref.ts';
import { dateOf } from '#shared/kernel/clock.ts';
import { type CoverageChange, explainChanges } from '#shared/posture/coverage-changes.ts';
import { type DriftDay, driftOf } from '#shared/posture/drift.ts';
import type { FactsBySurface } from '#shared/posture/facts.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { isShownAt } from '../subject-status.ts';
import type { TenantDrift } from './shape.ts';

interface TenantDays {
  readonly tenant: NamedTenant & { readonly linked: readonly Owner[] };
  readonly posture: Posture;
  readonly days: readonly DriftDay[];
}
type LogOf<Tenant> = (tenant: Tenant) => Promise<readonly FactsBySurface['directory-audits'][]>;

/**
 * The drift of each tenant. The numbers are those of the tenant; only users who show at the customer are named (rules
 * 37). The audit log is read again if a change is not explained yet, because its rows arrive late.
 */
export const driftOfCustomer = async <Tenant extends TenantDays>(
  customer: Owner,
  tenants: readonly Tenant[],
  now: Date,
  logOf: LogOf<Tenant>,
): Promise<TenantDrift[]> => (await Promise.all(tenants.map((of) => driftOfTenant(customer, of, now, logOf)))).flat();

const driftOfTenant = async <Tenant extends TenantDays>(
  customer: Owner,
  of: Tenant,
  now: Date,
  logOf: LogOf<Tenant>,
): Promise<TenantDrift[]> => {
  const isOwn = isShownAt(customer, of);
  const shows = ({ subject: { kind, id } }: CoverageChange): boolean => kind !== 'user' || isOwn(id);
  const days = of.days.map((day) => ({ ...day, coverageChanges: day.coverageChanges.filter(shows) }));
  const isOpen = days.some(({ coverageChanges }) => coverageChanges.some(({ explainedBy }) => explainedBy === null));
  const log = isOpen ? await logOf(of) : [];
  const explainedDays = days.map((day) => ({ ...day, coverageChanges: explainChanges(day.coverageChanges, log) }));
  return driftOf(explainedDays, dateOf(now)).map((story) => ({ ...tenantRefOf(of.tenant), ...story }));
};
