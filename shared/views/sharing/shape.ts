import { z } from 'zod';
import { TenantId } from '#shared/kernel/ids.ts';
import { SharePointSettings } from '#shared/surfaces/sharepoint-settings/schema.ts';
import { SubjectStatus } from '../subject-status.ts';

const Check = SubjectStatus.extend({
  findingId: z.string(),
  title: z.string(),
  action: z.object({ text: z.string(), url: z.string() }),
});

export const SharingView = z.object({
  /** With whom files and sites may be shared; of several tenants, the most open. Null where a tenant's could not be read. */
  sharing: SharePointSettings.shape.sharing.nullable(),
  tenants: z.array(
    z.object({
      tenantId: TenantId,
      name: z.string(),
      /** Null where they could not be read. */
      settings: SharePointSettings.nullable(),
      /** What is judged of them, the passing ones too. */
      checks: z.array(Check),
    }),
  ),
});
