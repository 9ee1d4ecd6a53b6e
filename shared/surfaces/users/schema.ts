import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { RawBoolean, RawId, RawNonBlankText, RawOptionalInstant, rawEnum, rawList } from '../raw.ts';

/** As Graph sends it. https://learn.microsoft.com/graph/api/resources/user */
export const RawUser = z.object({
  id: RawId,
  userPrincipalName: z.string().min(1),
  displayName: RawNonBlankText,
  mail: RawNonBlankText,
  proxyAddresses: rawList(z.string()),
  /** Not defaulted: a user whose state we cannot see is neither enabled nor disabled. */
  accountEnabled: z.boolean(),
  userType: rawEnum('member', 'guest'),
  assignedLicenses: rawList(z.object({ skuId: RawId, disabledPlans: rawList(RawId) })),
  /** One for each way in which the user came by a seat. https://learn.microsoft.com/graph/api/resources/licenseassignmentstate */
  licenseAssignmentStates: rawList(
    z.object({ skuId: RawId, assignedByGroup: RawId.nullish(), lastUpdatedDateTime: RawOptionalInstant }),
  ),
  createdDateTime: RawOptionalInstant,
  employeeHireDate: RawOptionalInstant,
  onPremisesSyncEnabled: RawBoolean,
  signInActivity: z
    .object({
      lastSignInDateTime: RawOptionalInstant,
      lastNonInteractiveSignInDateTime: RawOptionalInstant,
      lastSuccessfulSignInDateTime: RawOptionalInstant,
    })
    .nullish(),
});

/** As the rest of the product speaks of it: one record a user, guests included. */
export const User = z.object({
  userId: z.string(),
  upn: z.string(),
  displayName: z.string().nullable(),
  /** Normalized addresses; X500 and what is no address are left out. */
  mail: z.string().nullable(),
  proxyAddresses: z.array(z.string()),
  accountEnabled: z.boolean(),
  /** Accounts from before 2014 have no type; Microsoft treats them as members. */
  userType: z.enum(['member', 'guest']),
  licenses: z.array(
    z.object({
      skuId: z.string(),
      disabledPlanIds: z.array(z.string()),
      /** When Microsoft last changed the assignment that has stood longest: the seat is no younger. Null where Graph does not say. */
      assignedAt: Instant.nullable(),
      /** The groups that brought it; empty where it was given to the user directly. */
      groupIds: z.array(z.string()),
    }),
  ),
  createdAt: Instant.nullable(),
  employeeHireAt: Instant.nullable(),
  /** From an on-premises directory. */
  isSynced: z.boolean(),
  /** Of the three below: absent = not read (scope or plan missing), null = never. Only this one counts successes alone. */
  lastSuccessfulSignInAt: Instant.nullable().optional(),
  /** Interactive attempts, failed ones too. */
  lastSignInAt: Instant.nullable().optional(),
  lastNonInteractiveSignInAt: Instant.nullable().optional(),
});
export type User = z.output<typeof User>;
