import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { TenantId } from '#shared/kernel/ids.ts';
import { assignmentKinds } from '#shared/posture/privileged.ts';

const Count = z.int().nonnegative();
const Tier = z.union([z.literal(0), z.literal(1), z.literal(2)]);
const Holding = z.enum(assignmentKinds);

const AdminRole = z.object({
  templateId: z.string(),
  name: z.string(),
  tier: Tier,
  /** `permanent` and `time-bound` are standing; `activated` is for now, on request; `eligible` may be activated. */
  assignment: Holding,
  /** When the holding ends; null where it does not. */
  endAt: Instant.nullable(),
  /** Assigned to the account itself, whatever groups give it besides. */
  isDirect: z.boolean(),
  groups: z.array(z.object({ groupId: z.string(), name: z.string().nullable() })),
  /** `/` is the whole directory. */
  directoryScopeId: z.string(),
});

export const Admin = z.object({
  tenantId: TenantId,
  userId: z.string(),
  name: z.string(),
  upn: z.string(),
  /** Of the most powerful role that is held or may be activated. */
  tier: Tier,
  /** The firmest of the holdings. */
  assignment: Holding,
  roles: z.array(AdminRole),
  /** Listed, and counted apart. */
  guest: z.boolean(),
  /** Where false: listed, and counted apart. */
  enabled: z.boolean(),
  /** From an on-premises directory. */
  synced: z.boolean(),
  breakGlass: z.enum(['marked', 'inferred']).nullable(),
  /** `none-on-record` is not never: Microsoft keeps successes since December 2023. */
  signIn: z.object({
    state: z.enum(['signed-in', 'none-on-record', 'not-read']),
    lastSuccessfulAt: Instant.nullable(),
  }),
});

/** Enabled members, each counted once, by the firmest holding. */
export const AssignmentCounts = z.object({ permanent: Count, timeBound: Count, activated: Count, eligible: Count });

export const AdminCounts = AssignmentCounts.extend({
  /** The sum of the four. */
  privileged: Count,
  tier0: Count,
  tier1: Count,
  tier2: Count,
  /** Among the privileged. */
  synced: Count,
  /** Distinct enabled users with a standing assignment, guests included (rules 5). */
  globalAdministrators: Count,
  /** Enabled guests, and accounts that are disabled, who would be privileged; in none of the numbers above but the one of rules 5. */
  guests: Count,
  disabled: Count,
});

export const AdminsView = z.object({
  /** Null where users or roles of a tenant could not be read. */
  counts: AdminCounts.nullable(),
  /** False: nothing tells an activation from a standing assignment, and all of them count as standing. */
  schedulesKnown: z.boolean(),
  /** Each privileged role that somebody holds, the most powerful first. */
  roles: z.array(
    AssignmentCounts.extend({ templateId: z.string(), name: z.string(), tier: Tier, guests: Count, disabled: Count }),
  ),
  /** The most powerful and firmest first; at most a hundred. */
  admins: z.array(Admin),
  adminsTotal: Count,
  /** Emergency accounts, whether they hold a role or not. */
  breakGlass: z.array(
    z.object({
      tenantId: TenantId,
      userId: z.string(),
      name: z.string(),
      upn: z.string(),
      enabled: z.boolean(),
      basis: z.enum(['marked', 'inferred']),
    }),
  ),
  /** Service principals that hold a privileged role. */
  applications: z.array(
    z.object({
      tenantId: TenantId,
      principalId: z.string(),
      name: z.string().nullable(),
      roles: z.array(z.object({ templateId: z.string(), name: z.string(), tier: Tier })),
    }),
  ),
});
