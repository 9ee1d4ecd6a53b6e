import { driftOf } from '#shared/book/drift.ts';
import type { LinkedTenant } from '#shared/book/portfolio.ts';
import { dateOf } from '#shared/kernel/clock.ts';
import type { FactsBySurface } from '#shared/posture/facts.ts';
import { explained } from '#shared/posture/moves.ts';
import type { DailySignals } from '#shared/store/signal.ts';
import type { TenantDrift } from './shape.ts';

interface TenantDays<Tenant> {
  readonly tenant: Tenant;
  readonly days: readonly DailySignals[];
}

/** What moved, tenant by tenant. The log is read where something was not explained when it was seen: its lines come late. */
export const driftOver = async <Tenant extends Pick<LinkedTenant, 'connection'>>(
  tenants: readonly TenantDays<Tenant>[],
  now: Date,
  logOf: (tenant: Tenant) => Promise<readonly FactsBySurface['directory-audits'][]>,
): Promise<TenantDrift[]> =>
  (
    await Promise.all(
      tenants.map(async ({ tenant, days }) => {
        const isOpen = days.some(({ moves }) => moves.some(({ explainedBy }) => explainedBy === null));
        const log = isOpen ? await logOf(tenant) : [];
        const told = days.map((day) => ({ ...day, moves: explained(day.moves, log) }));
        return driftOf(told, dateOf(now)).map((story) => ({ tenantId: tenant.connection.tenantId, ...story }));
      }),
    )
  ).flat();
