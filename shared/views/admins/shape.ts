import { z } from 'zod';
import { TenantRef } from '#shared/book/tenant-ref.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { assignmentKinds } from '#shared/posture/privileged.ts';

const Count = z.int().nonnegative();
const Tier = z.union([z.literal(0), z.literal(1), z.literal(2)]);
const Holding = z.enum(assignmentKinds);

const AdminRole = z.object({
  templateId: z.string(),
  name: z.string(),
  tier: Tier,
  /** `permanent` and `time-bound` are standing; `activated` is temporary; `eligible` may be activated. */
  assignment: Holding,
  /** When the assignment ends; null if it does not. */
  endAt: Instant.nullable(),
  /** Assigned to the user directly, even if a group assigns it as well. */
  isDirect: z.boolean(),
  groups: z.array(z.object({ groupId: z.string(), name: z.string().nullable() })),
  /** `/` is the whole directory. */
  directoryScopeId: z.string(),
});

export const Admin = z.object({
  ...TenantRef.shape,
  userId: z.string(),
  name: z.string(),
  upn: z.string(),
  /** The highest tier of a role that is held or may be activated. */
  tier: Tier,
  /** The strongest assignment of its roles. */
  assignment: Holding,
  roles: z.array(AdminRole),
  /** Guests are listed and counted separately. */
  guest: z.boolean(),
  /** Disabled accounts are listed and counted separately. */
  enabled: z.boolean(),
  /** Synchronized from an on-premises directory. */
  synced: z.boolean(),
  breakGlass: z.enum(['marked', 'inferred']).nullable(),
  /** `none-on-record` does not mean never: Microsoft records successes since December 2023. */
  signIn: z.object({
    state: z.enum(['signed-in', 'none-on-record', 'not-read']),
    lastSuccessfulAt: Instant.nullable(),
  }),
});
Admin.register(z.globalRegistry, { id: 'Admin', description: 'An account with an administrative role.' });

/** Enabled members, each counted once by the strongest assignment. */
export const AssignmentCounts = z.object({ permanent: Count, timeBound: Count, activated: Count, eligible: Count });

export const AdminCounts = AssignmentCounts.extend({
  /** The sum of the four. */
  privileged: Count,
  tier0: Count,
  tier1: Count,
  tier2: Count,
  /** Synchronized accounts among the privileged. */
  synced: Count,
  /** Distinct enabled users with a standing assignment, guests included (rules 5). */
  globalAdministrators: Count,
  /**
   * Enabled guests, and disabled accounts, with a privileged role. Of the numbers above, only `globalAdministrators`
   * includes guests.
   */
  guests: Count,
  disabled: Count,
});

export const AdminsView = z.object({
  /** Null if users or roles of a tenant could not be read. */
  counts: AdminCounts.nullable(),
  /** False if schedules could not be read; then every assignment counts as standing. */
  schedulesKnown: z.boolean(),
  /** The privileged roles with holders, highest tier first. */
  roles: z.array(
    AssignmentCounts.extend({ templateId: z.string(), name: z.string(), tier: Tier, guests: Count, disabled: Count }),
  ),
  /** By tier, then by assignment; the first 100. */
  admins: z.array(Admin),
  /** Null if users or roles of a tenant could not be read. */
  adminsTotal: Count.nullable(),
  /** Break-glass accounts, with or without a role. */
  breakGlass: z.array(
    z.object({
      ...TenantRef.shape,
      userId: z.string(),
      name: z.string(),
      upn: z.string(),
      enabled: z.boolean(),
      basis: z.enum(['marked', 'inferred']),
    }),
  ),
  /** Service principals with a privileged role. */
  applications: z.array(
    z.object({
      ...TenantRef.shape,
      principalId: z.string(),
      name: z.string().nullable(),
      roles: z.array(z.object({ templateId: z.string(), name: z.string(), tier: Tier })),
    }),
  ),
});
AdminsView.register(z.globalRegistry, { id: 'Admins', description: 'Who administers the tenants of a customer.' });
