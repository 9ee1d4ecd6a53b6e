import { z } from 'zod';
import { CalendarDate, Instant } from '#shared/kernel/clock.ts';
import { Cloud } from '#shared/kernel/cloud.ts';
import { ConnectionMode } from '#shared/kernel/connection-mode.ts';
import { ConnectionId, CustomerId, MailboxId, MspId, TenantId } from '#shared/kernel/ids.ts';
import { RunKind } from '#shared/kernel/run.ts';

/** Version 2 adds the source of the credential's expiry; versions 3 and 4 take cloud, mode and kind from the kernel. */
export const shapeVersion = 4;

/** A technician's mailbox on the allow-list. State machines and audit rows contain its id, never its name. */
export const TechnicianMailbox = z.object({ mailboxId: MailboxId, upn: z.string().min(3) });
export type TechnicianMailbox = z.output<typeof TechnicianMailbox>;

/** What is known about a credential. The credential itself is stored only in Secrets Manager. */
export const CredentialRecord = z.object({
  kind: z.enum(['secret', 'certificate']),
  /**
   * The expiry date: from Microsoft Graph where `expirySource` says so, else from the certificate or as a person
   * entered it; null where it is unknown.
   */
  expiresOn: CalendarDate.nullable(),
  /** Absent where the date was entered. A replaced credential starts as entered again. */
  expirySource: z.literal('graph').optional(),
  /** Whether Microsoft last accepted it. `expiring` and `expired` are computed from `expiresOn` on reading. */
  state: z.enum(['valid', 'refused', 'unknown']),
  /** Why it was refused: a code of the error table. */
  code: z.string().optional(),
});
export type CredentialRecord = z.output<typeof CredentialRecord>;

/** How one tenant is accessed. */
export const Connection = z.object({
  mspId: MspId,
  connectionId: ConnectionId,
  mode: ConnectionMode,
  tenantId: TenantId,
  /** Null until it was first read. */
  tenantName: z.string().nullable(),
  clientId: z.string().min(1),
  cloud: Cloud,
  reads: z.array(RunKind).min(1),
  mailboxes: z.array(TechnicianMailbox),
  /** Customers that a person assigned to it, beside those whose domain the tenant has verified. */
  customerIds: z.array(CustomerId),
  /** Whether this is the MSP's own tenant, whose directory says which addresses a member has. At most one per MSP. */
  ownTenant: z.boolean(),
  /** Normalized; empty until they were first read. */
  verifiedDomains: z.array(z.string()),
  /** From the `roles` claim of the last token; empty before the first one. */
  grantedScopes: z.array(z.string()),
  credential: CredentialRecord,
  createdAt: Instant,
  /** Incremented by every change that a person makes. Such a change names the revision that it read. */
  revision: z.number().int().positive(),
});
export type Connection = z.output<typeof Connection>;
