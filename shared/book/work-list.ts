import { z } from 'zod';
import { type FindingRow, isOpen } from '#shared/judging/finding-row.ts';
import type { FindingTally } from '#shared/judging/tenant-summary.ts';

/**
 * The end of a page: the sort key of the tenant, the rank of the finding in the tenant, and how many findings of the
 * tenant follow.
 */
export const WorkPosition = z.tuple([z.string(), z.string(), z.int().nonnegative()]);
export type WorkPosition = z.output<typeof WorkPosition>;

export interface WorkItem<Tenant, Row> {
  readonly tenant: Tenant;
  readonly row: Row;
  readonly position: WorkPosition;
}

/** What the list needs of a tenant and of a finding. */
interface CountedTenant {
  readonly connection: { readonly tenantId: string };
  readonly summary: { readonly findings: Readonly<Record<string, Pick<FindingTally, 'subjectsAffected'>>> } | undefined;
}
type RankedRow = Pick<FindingRow, 'rank' | 'state'>;

/** A tenant that may have findings after the position, and how many according to its summary. */
interface Ahead<Tenant> {
  readonly tenant: Tenant;
  readonly place: string;
  readonly counted: number;
}

/** Tenants with most subjects first, then by id. */
const aheadOf = <Tenant extends CountedTenant>(
  tenants: readonly Tenant[],
  findingId: string,
  from: WorkPosition | undefined,
): Ahead<Tenant>[] =>
  tenants
    .map((tenant) => ({ tenant, counted: tenant.summary?.findings[findingId]?.subjectsAffected ?? 0 }))
    .filter(({ counted }) => counted > 0)
    .map(({ tenant, counted }) => {
      const place = `${String(999_999_999 - counted).padStart(9, '0')}.${tenant.connection.tenantId}`;
      return { tenant, place, counted: place === from?.[0] ? from[2] : counted };
    })
    .filter(({ place, counted }) => from === undefined || place > from[0] || (place === from[0] && counted > 0))
    .sort((one, other) => (one.place < other.place ? -1 : 1));

export const isAfterPosition = (
  { position: [place, rank] }: Pick<WorkItem<unknown, unknown>, 'position'>,
  [fromPlace, fromRank]: WorkPosition,
): boolean => place > fromPlace || (place === fromPlace && rank > fromRank);

const queriesAtOnce = 20;

/** How many of the first tenants hold the wanted number of findings, according to their summaries. */
const enough = (ahead: readonly Pick<Ahead<unknown>, 'counted'>[], wanted: number): number => {
  let [tenants, findings] = [0, 0];
  for (const { counted } of ahead) {
    if (tenants > 0 && (findings >= wanted || tenants === queriesAtOnce)) break;
    [tenants, findings] = [tenants + 1, findings + counted];
  }
  return tenants;
};

/**
 * The open findings of one id over the book, tenant by tenant, after a position. Summaries say which tenants have
 * findings, so the tenants of a page are queried in parallel and never more of them than findings are wanted. A summary
 * can count more than is stored, when a member or a run is about to write the next one; then the following tenants are
 * queried too.
 */
export async function* workList<Tenant extends CountedTenant, Row extends RankedRow>(
  tenants: readonly Tenant[],
  findingId: string,
  from: WorkPosition | undefined,
  wanted: number,
  rowsOf: (tenant: Tenant) => Promise<readonly Row[]>,
): AsyncIterable<WorkItem<Tenant, Row>> {
  const ahead = aheadOf(tenants, findingId, from);
  let lacking = wanted;
  while (ahead.length > 0) {
    const batch = ahead.splice(0, enough(ahead, lacking));
    for (const items of await Promise.all(batch.map(itemsOf))) {
      lacking -= items.length;
      yield* items;
    }
  }

  async function itemsOf({ tenant, place }: Ahead<Tenant>): Promise<readonly WorkItem<Tenant, Row>[]> {
    const rows = (await rowsOf(tenant)).filter(isOpen);
    return rows
      .toSorted((one, other) => (one.rank < other.rank ? -1 : 1))
      .map((row, at): WorkItem<Tenant, Row> => ({ tenant, row, position: [place, row.rank, rows.length - at - 1] }))
      .filter((item) => from === undefined || isAfterPosition(item, from));
  }
}
