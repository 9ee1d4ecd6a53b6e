import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { RawBoolean, RawId, RawNonBlankText, RawOptionalId, RawOptionalInstant, rawEnum, rawList } from '../raw.ts';

/** As Graph sends it. https://learn.microsoft.com/graph/api/resources/user */
export const RawUser = z.object({
  id: RawId,
  userPrincipalName: z.string().min(1),
  displayName: RawNonBlankText,
  mail: RawNonBlankText,
  proxyAddresses: rawList(z.string()),
  /** Without a default: a user whose state is missing is neither enabled nor disabled. */
  accountEnabled: z.boolean(),
  userType: rawEnum('member', 'guest'),
  assignedLicenses: rawList(z.object({ skuId: RawId, disabledPlans: rawList(RawId) })),
  /** One per assignment path of a license. https://learn.microsoft.com/graph/api/resources/licenseassignmentstate */
  licenseAssignmentStates: rawList(
    z.object({ skuId: RawId, assignedByGroup: RawOptionalId, lastUpdatedDateTime: RawOptionalInstant }),
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

/** The fact: one record per user, including guests. */
export const User = z.object({
  userId: z.string(),
  upn: z.string(),
  displayName: z.string().nullable(),
  /** Normalized addresses. X500 names and invalid addresses are left out. */
  mail: z.string().nullable(),
  proxyAddresses: z.array(z.string()),
  accountEnabled: z.boolean(),
  /** Accounts created before 2014 have no type. Microsoft treats them as members. */
  userType: z.enum(['member', 'guest']),
  licenses: z.array(
    z.object({
      skuId: z.string(),
      disabledPlanIds: z.array(z.string()),
      /**
       * The last change of the oldest assignment: the license was assigned then or earlier. Null where Graph does not
       * say.
       */
      assignedAt: Instant.nullable(),
      /** The groups that assign it. Empty where it is assigned directly. */
      groupIds: z.array(z.string()),
    }),
  ),
  createdAt: Instant.nullable(),
  employeeHireAt: Instant.nullable(),
  /** Synchronized from an on-premises directory. */
  isSynced: z.boolean(),
  /**
   * In the next three fields absent means not read (scope or plan missing), and null means never. Only this one counts
   * successful sign-ins alone.
   */
  lastSuccessfulSignInAt: Instant.nullable().optional(),
  /** Interactive attempts, including failed ones. */
  lastSignInAt: Instant.nullable().optional(),
  lastNonInteractiveSignInAt: Instant.nullable().optional(),
});
export type User = z.output<typeof User>;
