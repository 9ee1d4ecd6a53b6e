import type { z } from 'zod';
import type { LinkedTenant } from '#shared/book/book-tenants.ts';
import { actionFor } from '#shared/book/remediation-answer.ts';
import { seenAmong } from '#shared/book/seen.ts';
import type { Finding } from '#shared/findings/define-finding.ts';
import { findingOf } from '#shared/findings/index.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { VerdictKind } from '#shared/kernel/verdict.ts';
import { percent } from '#shared/posture/tenant-numbers.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import { type VerdictPorts, verdictsOfTenants } from '../verdicts/make.ts';
import type { VerdictAnswer } from '../verdicts/shape.ts';
import { hardeningAreas, manualChecks } from './checklist.ts';
import type { HardeningScore, HardeningView } from './shape.ts';

const checklist = hardeningAreas.flatMap(({ area, findingIds }) =>
  findingIds.flatMap((id) => {
    const finding = findingOf(id);
    return finding === undefined ? [] : [{ area, finding }];
  }),
);

/** The surfaces that the checklist is judged from. */
export const hardeningSurfaces: readonly string[] = [
  ...new Set(checklist.flatMap(({ finding: { requires, consults = [] } }) => [...requires, ...consults])),
].sort();

const scoreOf = (items: readonly { readonly verdict: VerdictKind }[]): z.input<typeof HardeningScore> => {
  const of = (kind: VerdictKind) => items.filter(({ verdict }) => verdict === kind).length;
  const seen = seenAmong(items.map(({ verdict }) => verdict));
  const [pass, warn, fail] = [of('pass'), of('warn'), of('fail')];
  return {
    pass,
    warn,
    fail,
    notApplicable: of('not-applicable'),
    unknown: of('unknown'),
    seen,
    percent: percent(pass, pass + warn + fail),
  };
};

type Verdict = z.input<typeof VerdictAnswer>;

/** The tenant whose verdict is shown. */
const worstTenant = ({ verdict, tenants: judged }: Verdict, tenants: readonly LinkedTenant[]) => {
  const tenantId = judged.find((tenant) => tenant.verdict === verdict)?.tenantId;
  return tenants.find(({ connection }) => connection.tenantId === tenantId);
};

const actionIn = (tenant: LinkedTenant | undefined, finding: Finding) =>
  tenant === undefined ? { text: finding.action, url: null } : actionFor(finding, tenant);

/**
 * The checklist of a customer: each item with its last verdict and the remediation. With several tenants, the worst
 * verdict.
 */
export const hardeningView = async (
  scope: MspScope,
  { customer, tenants }: { readonly customer: Customer; readonly tenants: readonly LinkedTenant[] },
  ports: VerdictPorts,
): Promise<z.input<typeof HardeningView>> => {
  const verdicts = await verdictsOfTenants(
    scope,
    tenants,
    customer,
    ports,
    checklist.map(({ finding }) => finding),
  );
  const items = checklist.flatMap(({ area, finding }) =>
    verdicts
      .filter(({ findingId }) => findingId === finding.id)
      .map((verdict) => ({
        ...verdict,
        area,
        why: finding.why,
        action: actionIn(worstTenant(verdict, tenants), finding),
        impact: finding.impact,
        references: [...finding.references],
      })),
  );
  return {
    score: scoreOf(items),
    areas: hardeningAreas.map(({ area, title }) => ({
      area,
      title,
      score: scoreOf(items.filter((item) => item.area === area)),
    })),
    items,
    beyondGraph: [...manualChecks],
  };
};
