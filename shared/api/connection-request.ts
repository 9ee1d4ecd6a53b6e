import { z } from 'zod';
import { Cloud } from '#shared/kernel/cloud.ts';
import { ConnectionMode } from '#shared/kernel/connection-mode.ts';
import { normalizeAddress } from '#shared/kernel/domain.ts';
import { CustomerId, TenantId } from '#shared/kernel/ids.ts';
import { RunKind } from '#shared/kernel/run.ts';
import { guidInput, Text, TextLine } from '#shared/kernel/text.ts';
import { PastedCredential } from './pasted-credential.ts';

/** A connection reads mail unless its request says otherwise, and mail is read of listed mailboxes only. */
export const enterMailbox =
  'Enter at least one technician mailbox, or send "reads": ["posture"] to read no mail of this tenant';

/** Request fields of connections that more than one resource uses. */
export const Reads = z
  .array(RunKind)
  .min(1, 'must name posture, communications or both')
  .transform((reads) => [...new Set(reads)]);

export const DirectoryId = TextLine.toLowerCase()
  .pipe(z.guid('paste the Directory (tenant) ID, not a subscription or user id'))
  .pipe(TenantId)
  .meta(guidInput);
export const ApplicationId = TextLine.toLowerCase()
  .pipe(z.guid('must be the Application (client) ID, a GUID'))
  .meta(guidInput);

const MailboxAddress = TextLine.transform((text, context) => {
  const address = normalizeAddress(text);
  if (address !== undefined) return address;
  context.issues.push({ code: 'custom', input: text, message: 'must be an address, such as jane@msp.example' });
  return z.NEVER;
}).meta({ format: 'email', minLength: 3, maxLength: 254 });

/** Addresses as people paste them: one a line, or separated by commas or semicolons. */
const PastedAddresses = Text.min(3)
  .max(200_000)
  .meta({ description: 'Addresses, one a line or separated by commas.' })
  .transform((text, context) =>
    text
      .split(/[\n\r,;]/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .flatMap((part, at) => {
        const { success, data, error } = MailboxAddress.safeParse(part);
        if (success) return [data];
        const [problem] = error.issues;
        context.addIssue({ code: 'custom', message: `address ${at + 1} of the text ${problem?.message ?? ''}` });
        return [];
      }),
  );

/** User principal names in lower case, without duplicates: a list, or one text. */
export const MailboxAddresses = z
  .union([z.array(MailboxAddress), PastedAddresses])
  .refine((mailboxes) => mailboxes.length <= 500, 'a connection has at most 500 mailboxes')
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
    message: enterMailbox,
  })
  .meta({ id: 'NewConnection', description: 'How a tenant is to be reached.' });
export type ConnectionRequest = z.output<typeof ConnectionRequest>;
