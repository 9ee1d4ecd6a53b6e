import type { z } from 'zod';
import { subjectAnswer } from '#shared/api/subject-answer.ts';
import type { LinkedTenant } from '#shared/book/book-tenants.ts';
import { belongsTo } from '#shared/book/ownership.ts';
import { tenantRefOf } from '#shared/book/tenant-ref.ts';
import type { Finding } from '#shared/findings/define-finding.ts';
import { findings } from '#shared/findings/index.ts';
import { isOpen } from '#shared/judging/finding-row.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { isFailing, severities, type VerdictKind } from '#shared/kernel/verdict.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { FindingRows, StoredFinding } from '#shared/store/finding-store.ts';
import type { TenantVerdictStore } from '#shared/store/tenant-verdict-store.ts';
import { maxItems } from '../max-items.ts';
import type { VerdictAnswer } from './shape.ts';

export interface VerdictPorts {
  readonly rows: Pick<FindingRows, 'ofTenant'>;
  readonly verdicts: Pick<TenantVerdictStore, 'ofTenant'>;
}

interface Judged {
  readonly tenant: LinkedTenant;
  /** The failing subjects that show at the customer. */
  readonly open: readonly StoredFinding[];
  readonly verdicts: ReadonlyMap<string, { verdict: VerdictKind; reason: string; assessed: number }>;
}

const worstFirst: readonly VerdictKind[] = ['fail', 'warn', 'unknown', 'pass', 'not-applicable'];
const passing = { verdict: 'pass', reason: 'No user of this customer fails.' } as const;
const neverJudged = { verdict: 'unknown', reason: 'The tenant has not been evaluated yet.', assessed: 0 } as const;

const readTenantVerdicts = async (
  scope: MspScope,
  tenant: LinkedTenant,
  customer: Customer | undefined,
  ports: VerdictPorts,
): Promise<Judged> => {
  const { tenantId } = tenant.connection;
  const [rows, stored] = await Promise.all([
    ports.rows.ofTenant(scope, tenantId),
    ports.verdicts.ofTenant(scope, tenantId),
  ]);
  const shows = (row: Pick<StoredFinding, 'userDomain'>) =>
    customer === undefined || belongsTo(customer, tenant.linked, row);
  const openInTenant = rows.filter(isOpen).sort((one, other) => (one.rank < other.rank ? -1 : 1));
  const open = openInTenant.filter(shows);
  // A finding that fails only for users of another customer does not fail here.
  const own = new Set(open.map(({ findingId }) => findingId));
  const others = new Set(openInTenant.map(({ findingId }) => findingId).filter((findingId) => !own.has(findingId)));
  return {
    tenant,
    open,
    verdicts: new Map(
      stored?.items.map(({ findingId, ...verdict }) => [
        findingId,
        others.has(findingId) ? { ...verdict, ...passing } : verdict,
      ]),
    ),
  };
};

/** One finding id over the tenants. The worst verdict counts, with its reason. */
const combinedVerdict = (
  { id: findingId, title, problem }: Finding,
  judged: readonly Judged[],
): z.input<typeof VerdictAnswer> => {
  const tenants = judged.map(({ tenant, verdicts }) => ({
    ...tenantRefOf(tenant),
    ...(verdicts.get(findingId) ?? neverJudged),
  }));
  const open = judged.flatMap(({ tenant, open: rows }) => {
    const named = tenantRefOf(tenant);
    return rows.filter((row) => row.findingId === findingId).map((row) => ({ row, named }));
  });
  const worst = tenants.toSorted(
    (one, other) => worstFirst.indexOf(one.verdict) - worstFirst.indexOf(other.verdict),
  )[0] ?? { ...neverJudged, reason: 'No tenant is connected.' };
  return {
    findingId,
    title,
    problem: isFailing(worst.verdict) ? problem : null,
    verdict: worst.verdict,
    reason: worst.reason,
    severity: severities.find((severity) => open.some(({ row }) => row.severity === severity)) ?? null,
    subjects: open
      .slice(0, maxItems)
      .map(({ row, named }) => ({ ...subjectAnswer(row.subject, named), findingKey: row.findingKey })),
    subjectsTotal: open.length,
    assessed: tenants.reduce((sum, { assessed }) => sum + assessed, 0),
    tenants: tenants.map(({ tenantId, tenantName, verdict, reason }) => ({ tenantId, tenantName, verdict, reason })),
  };
};

/** The verdicts of findings over these tenants, with the subjects of the customer if there is one. */
export const verdictsOfTenants = async (
  scope: MspScope,
  tenants: readonly LinkedTenant[],
  customer: Customer | undefined,
  ports: VerdictPorts,
  of: readonly Finding[] = findings,
): Promise<z.input<typeof VerdictAnswer>[]> => {
  const judged = await Promise.all(tenants.map((tenant) => readTenantVerdicts(scope, tenant, customer, ports)));
  return of.map((finding) => combinedVerdict(finding, judged));
};
