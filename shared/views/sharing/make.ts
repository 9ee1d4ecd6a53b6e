import type { z } from 'zod';
import { actionFor } from '#shared/book/remediation-answer.ts';
import { tenantRefOf } from '#shared/book/tenant-ref.ts';
import { findings } from '#shared/findings/index.ts';
import { hasFacts } from '#shared/posture/readable.ts';
import type { SharePointSettings } from '#shared/surfaces/sharepoint-settings/schema.ts';
import type { CardInput } from '../define-view.ts';
import { isReadInAllTenants } from '../section.ts';
import { subjectStatuses, type TenantView } from '../subject-status.ts';
import type { SharingView } from './shape.ts';

type View = z.input<typeof SharingView>;

const judged = findings.filter(({ id }) => id.startsWith('sharing.'));

/** An unknown level may be any level. */
const mostOpenFirst: readonly SharePointSettings['sharing'][] = [
  'anyone',
  'unknown',
  'new-and-existing-guests',
  'existing-guests',
  'disabled',
];

const checksOf = (of: TenantView): View['tenants'][number]['checks'] =>
  judged.flatMap((finding) =>
    [...subjectStatuses(finding.id, of).values()].map((status) => ({
      findingId: finding.id,
      title: finding.title,
      action: actionFor(finding, of.tenant),
      ...status,
    })),
  );

const tenantOf = (of: TenantView): View['tenants'][number] => {
  const { tenant, posture } = of;
  const about = tenantRefOf(tenant);
  const [settings] = hasFacts(posture, 'sharepoint-settings') ? posture.facts('sharepoint-settings') : [];
  return settings === undefined
    ? { ...about, settings: null, checks: [] }
    : { ...about, settings, checks: checksOf(of) };
};

/** The SharePoint and OneDrive sharing settings of the tenants of a customer. */
export const sharingView = ({ tenants }: CardInput): View => {
  const each = tenants.map(tenantOf);
  const levels = each.flatMap(({ settings }) => settings?.sharing ?? []);
  const mostOpen = mostOpenFirst.find((level) => levels.includes(level)) ?? null;
  return { sharing: isReadInAllTenants(tenants, 'sharepoint-settings') ? mostOpen : null, tenants: each };
};
