import { z } from 'zod';
import { Cloud } from '#shared/kernel/cloud.ts';
import { normalizeAddress } from '#shared/kernel/domain.ts';
import { CustomerId, TenantId } from '#shared/kernel/ids.ts';
import { PastedCredential } from './pasted-credential.ts';

/** Request fields of connections that more than one resource uses. */
export const ConnectionMode = z.enum(['own-app', 'publisher-app']);
export const Reads = z
  .array(z.enum(['posture', 'communications']))
  .min(1, 'must name posture, communications or both')
  .transform((reads) => [...new Set(reads)]);

const DirectoryId = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.guid('paste the Directory (tenant) ID, not a subscription or user id'))
  .pipe(TenantId);
export const ApplicationId = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.guid('must be the Application (client) ID, a GUID'));

/** User principal names in lower case, without duplicates. */
export const MailboxAddresses = z
  .array(
    z.string().transform((text, context) => {
      const address = normalizeAddress(text);
      if (address !== undefined) return address;
      context.issues.push({ code: 'custom', input: text, message: 'must be an address, such as jane@msp.example' });
      return z.NEVER;
    }),
  )
  .max(500, 'a connection has at most 500 mailboxes')
  .transform((mailboxes) => [...new Set(mailboxes)]);

export const ConnectionRequest = z
  .strictObject({
    mode: ConnectionMode,
    tenantId: DirectoryId,
    /** Only with an own app; the publisher app brings its own. */
    clientId: ApplicationId.optional(),
    /** Only with an own app; the publisher app brings its own. */
    credential: PastedCredential.optional(),
    cloud: Cloud.default('global'),
    reads: Reads.default(['posture', 'communications']),
    mailboxes: MailboxAddresses.default([]),
    customerIds: z.array(CustomerId).max(100).default([]),
    ownTenant: z.boolean().default(false),
  })
  .refine(({ mode, clientId }) => mode === 'publisher-app' || clientId !== undefined, {
    path: ['clientId'],
    message: 'must be the Application (client) ID, a GUID',
  })
  .refine(({ mode, credential }) => mode === 'publisher-app' || credential !== undefined, {
    path: ['credential'],
    message: "paste the app's client secret, or its certificate",
  })
  .refine(({ reads, mailboxes }) => !reads.includes('communications') || mailboxes.length > 0, {
    path: ['mailboxes'],
    message: 'Enter at least one technician mailbox',
  });
export type ConnectionRequest = z.output<typeof ConnectionRequest>;
