import { z } from 'zod';
import { CalendarDate, Instant } from '#shared/kernel/clock.ts';
import { ConnectionId, CustomerId, MailboxId, MspId, TenantId } from '#shared/kernel/ids.ts';

/** 2: where the end of the credential is known from. Records of version 1 read as entered. */
export const shapeVersion = 2;

export const ConnectionMode = z.enum(['own-app', 'publisher-app']);
export type ConnectionMode = z.output<typeof ConnectionMode>;

/** Which of Microsoft's clouds the tenant lives in. */
export const Cloud = z.enum(['global', 'usgov', 'usgov-dod', 'china']);
export type Cloud = z.output<typeof Cloud>;

export const Job = z.enum(['posture', 'communications']);
export type Job = z.output<typeof Job>;

/** A technician's mailbox on the allow-list. State machines and audit rows carry its id, never its name. */
export const TechnicianMailbox = z.object({ mailboxId: MailboxId, upn: z.string().min(3) });
export type TechnicianMailbox = z.output<typeof TechnicianMailbox>;

/** What is known of a credential. The credential itself stands in Secrets Manager alone. */
export const CredentialRecord = z.object({
  kind: z.enum(['secret', 'certificate']),
  /** As Microsoft Graph says where `expirySource` says so, else as the person said or the certificate says; null where nobody did. */
  expiresOn: CalendarDate.nullable(),
  /** Left out: as entered. Another credential begins as entered again. */
  expirySource: z.literal('graph').optional(),
  /** What Microsoft last said to it; `expiring` and `expired` are read from `expiresOn` when asked. */
  state: z.enum(['valid', 'refused', 'unknown']),
  /** Why it was refused, in the words of the error table. */
  code: z.string().optional(),
});
export type CredentialRecord = z.output<typeof CredentialRecord>;

/** How one tenant is reached. */
export const Connection = z.object({
  mspId: MspId,
  connectionId: ConnectionId,
  mode: ConnectionMode,
  tenantId: TenantId,
  /** Null until it was read. */
  tenantName: z.string().nullable(),
  clientId: z.string().min(1),
  cloud: Cloud,
  reads: z.array(Job).min(1),
  mailboxes: z.array(TechnicianMailbox),
  /** Customers that a person named for it, beside those whose domain the tenant has verified. */
  customerIds: z.array(CustomerId),
  /** The MSP's own tenant: its directory tells which addresses a member has. At most one an MSP. */
  ownTenant: z.boolean(),
  /** Normalized; empty until they were read. */
  verifiedDomains: z.array(z.string()),
  /** From the `roles` of the last token; empty until one was had. */
  grantedScopes: z.array(z.string()),
  credential: CredentialRecord,
  createdAt: Instant,
  /** Rises with each change that a person makes; such a write names the one that it read. */
  revision: z.number().int().positive(),
});
export type Connection = z.output<typeof Connection>;
