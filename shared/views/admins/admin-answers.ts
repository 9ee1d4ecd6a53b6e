import type { z } from 'zod';
import { isUserOf } from '#shared/book/ownership.ts';
import type { TenantPosture } from '#shared/book/posture-ports.ts';
import { tenantRefOf } from '#shared/book/tenant-ref.ts';
import { breakGlassAccounts } from '#shared/posture/break-glass.ts';
import { displayNameOf } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { type AssignmentKind, assignmentKinds, privilegedRolesOf, tierOf } from '#shared/posture/privileged.ts';
import type { Tier } from '#shared/posture/role-tiers.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { User } from '#shared/surfaces/users/schema.ts';
import type { Admin, AdminsView } from './shape.ts';

export type AdminAnswer = z.input<typeof Admin>;

const byPower = (
  one: { readonly tier: Tier; readonly name: string },
  other: { readonly tier: Tier; readonly name: string },
): number => one.tier - other.tier || (one.name < other.name ? -1 : 1);

export const strongestAssignment = (roles: readonly { readonly assignment: AssignmentKind }[]): AssignmentKind =>
  assignmentKinds.find((kind) => roles.some((role) => role.assignment === kind)) ?? 'eligible';

const groupNames = (posture: Posture): ReadonlyMap<string, string | null> =>
  new Map(
    [...posture.facts('role-schedules'), ...posture.facts('directory-roles')]
      .filter(({ principalType }) => principalType === 'group')
      .map(({ principalId, principalName }) => [principalId, principalName]),
  );

const rolesOf = (posture: Posture, { userId }: User, names: ReadonlyMap<string, string | null>): AdminAnswer['roles'] =>
  privilegedRolesOf(posture, userId)
    .flatMap(({ templateId, name, tier, assignment, endAt, isDirect, groupIds, directoryScopeId }) =>
      tier === undefined
        ? []
        : [
            {
              templateId,
              name,
              tier,
              assignment,
              endAt,
              isDirect,
              directoryScopeId,
              groups: groupIds.map((groupId) => ({ groupId, name: names.get(groupId) ?? null })),
            },
          ],
    )
    .sort(byPower);

const signInOf = ({ lastSuccessfulSignInAt: at }: User): AdminAnswer['signIn'] =>
  at === undefined
    ? { state: 'not-read', lastSuccessfulAt: null }
    : { state: at === null ? 'none-on-record' : 'signed-in', lastSuccessfulAt: at };

/** How an account became a break-glass account; null if it is none. */
const breakGlassOf = (posture: Posture): ((user: User) => AdminAnswer['breakGlass']) => {
  const apart = new Set(breakGlassAccounts(posture).map(({ userId }) => userId));
  const how = posture.markedBreakGlass.length > 0 ? 'marked' : 'inferred';
  return ({ userId }) => (apart.has(userId) ? how : null);
};

/**
 * The customer's users of one tenant who hold or may activate a privileged role, including guests and disabled
 * accounts.
 */
export const adminAnswers = (customer: Customer, of: TenantPosture): AdminAnswer[] => {
  const { tenant, posture } = of;
  const [names, breakGlass] = [groupNames(posture), breakGlassOf(posture)];
  return posture
    .facts('users')
    .filter(({ upn }) => isUserOf(customer, tenant.linked, upn))
    .flatMap((user): AdminAnswer[] => {
      const tier = tierOf(posture, user.userId);
      if (tier === undefined) return [];
      const roles = rolesOf(posture, user, names);
      return [
        {
          ...tenantRefOf(tenant),
          userId: user.userId,
          name: displayNameOf(user),
          upn: user.upn,
          tier,
          assignment: strongestAssignment(roles),
          roles,
          guest: user.userType === 'guest',
          enabled: user.accountEnabled,
          synced: user.isSynced,
          breakGlass: breakGlass(user),
          signIn: signInOf(user),
        },
      ];
    });
};

export const byTierAndAssignment = (one: AdminAnswer, other: AdminAnswer): number =>
  one.tier - other.tier ||
  assignmentKinds.indexOf(one.assignment) - assignmentKinds.indexOf(other.assignment) ||
  (one.name < other.name ? -1 : 1);

/** The customer's break-glass accounts of one tenant. */
export const breakGlassAnswers = (customer: Customer, of: TenantPosture): z.input<typeof AdminsView>['breakGlass'] =>
  breakGlassAccounts(of.posture)
    .filter(({ upn }) => isUserOf(customer, of.tenant.linked, upn))
    .map((user) => ({
      ...tenantRefOf(of.tenant),
      userId: user.userId,
      name: displayNameOf(user),
      upn: user.upn,
      enabled: user.accountEnabled,
      basis: of.posture.markedBreakGlass.length > 0 ? 'marked' : 'inferred',
    }));
