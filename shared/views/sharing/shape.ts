import { z } from 'zod';
import { TenantRef } from '#shared/book/tenant-ref.ts';
import { SharePointSettings } from '#shared/surfaces/sharepoint-settings/schema.ts';
import { SubjectStatus } from '../subject-status.ts';

const Check = SubjectStatus.extend({
  findingId: z.string(),
  title: z.string(),
  action: z.object({ text: z.string(), url: z.string() }),
});

export const SharingView = z.object({
  /**
   * The sharing level of files and sites; with several tenants, the most permissive. Null if that of a tenant could not
   * be read.
   */
  sharing: SharePointSettings.shape.sharing.nullable(),
  tenants: z.array(
    z.object({
      ...TenantRef.shape,
      /** Null if they could not be read. */
      settings: SharePointSettings.nullable(),
      /** The findings about them, including passing ones. */
      checks: z.array(Check),
    }),
  ),
});
SharingView.register(z.globalRegistry, { id: 'Sharing', description: 'How a customer shares files with others.' });
