import { z } from 'zod';
import type { Finding } from '#shared/findings/define-finding.ts';
import { findingOf } from '#shared/findings/index.ts';
import type { FindingRow } from '#shared/judging/finding-row.ts';
import { objectValues } from '#shared/remediation/object-values.ts';
import { firstLink, StepAnswer, stepsFor } from '#shared/remediation/step-answer.ts';
import type { LinkedTenant } from './book-tenants.ts';
import { portalTenantOf } from './portal-tenant.ts';

/** How a finding is fixed in its tenant. */
export const RemediationAnswer = z.object({
  /** The smallest change, and the page of the first step with a link. */
  action: z.object({ text: z.string(), url: z.string() }),
  /** What is good to know before the first step. */
  stepNotes: z.array(z.string()),
  /** In order. */
  steps: z.array(StepAnswer),
  /** How to see that it worked. */
  verify: z.string(),
  /** When to stop, and whom to call. */
  escalate: z.string(),
});
export type RemediationAnswer = z.output<typeof RemediationAnswer>;

type Fixed = Pick<FindingRow, 'findingId' | 'subject' | 'evidence' | 'privileged'>;

/** The action of a finding in a tenant, whatever its subjects. */
export const actionFor = ({ action, remediation }: Finding, tenant: LinkedTenant): RemediationAnswer['action'] => {
  const portalTenant = portalTenantOf(tenant);
  const context = { tenant: portalTenant, values: {}, given: {}, isAdmin: false, isAppRegisteredElsewhere: false };
  return { text: action, url: firstLink(stepsFor(remediation, context), portalTenant) };
};

/** The remediation of a finding, with links and commands for its tenant. A removed finding has no steps. */
export const remediationAnswer = (
  { findingId, subject, evidence, privileged }: Fixed,
  tenant: LinkedTenant,
): RemediationAnswer => {
  const finding = findingOf(findingId);
  const portalTenant = portalTenantOf(tenant);
  const { mode, clientId } = tenant.connection;
  const isOfConnection = subject.kind === 'connection';
  const steps =
    finding === undefined
      ? []
      : stepsFor(finding.remediation, {
          tenant: portalTenant,
          values: { ...objectValues({ subject, evidence }), ...(isOfConnection ? { appId: clientId } : {}) },
          isAdmin: privileged,
          given: { alertUrl: evidence['url'], controlUrl: evidence['actionUrl'] },
          isAppRegisteredElsewhere: isOfConnection && mode === 'publisher-app',
        });
  return {
    action: { text: finding?.action ?? '', url: firstLink(steps, portalTenant) },
    stepNotes: [...(finding?.remediation.notes ?? [])],
    steps,
    verify: finding?.remediation.verify ?? '',
    escalate: finding?.remediation.escalate ?? '',
  };
};
