import { derived } from './derived.ts';
import type { FactsBySurface } from './facts.ts';
import type { Posture } from './posture.ts';
import { hasFacts } from './readable.ts';
import { privilegedRole, type Tier } from './role-tiers.ts';

/**
 * How a role is assigned, strongest first: permanently, until a date, activated for now, or eligible for activation.
 */
export const assignmentKinds = ['permanent', 'time-bound', 'activated', 'eligible'] as const;
export type AssignmentKind = (typeof assignmentKinds)[number];

/** One role of one user, held directly or through a group. */
export interface HeldRole {
  readonly templateId: string;
  readonly name: string;
  /** Undefined if the role is not privileged. */
  readonly tier: Tier | undefined;
  /** `/` is the whole directory. */
  readonly directoryScopeId: string;
  /** Held without activation, permanently or until a date. */
  readonly isStanding: boolean;
  /** Held without activation and without an end. */
  readonly isPermanent: boolean;
  /** Held now, standing or activated. */
  readonly isActive: boolean;
  /** May activate it. */
  readonly isEligible: boolean;
  readonly assignment: AssignmentKind;
  /** When the assignment ends; null if it does not end, or no schedule says. */
  readonly endAt: string | null;
  /** Assigned to the user directly, even if a group assigns it as well. */
  readonly isDirect: boolean;
  /** Ids of the groups that assign it. */
  readonly groupIds: readonly string[];
}

type Holder = FactsBySurface['directory-roles'];
type Schedule = FactsBySurface['role-schedules'];

const keyOf = ({ principalId, roleTemplateId, directoryScopeId }: Holder | Schedule): string =>
  `${principalId}/${roleTemplateId}/${directoryScopeId}`;

/** If Microsoft does not say what a principal is, the list of users decides: an id that is not in it is ignored. */
const mayBeUser = ({ principalType }: Holder | Schedule): boolean =>
  principalType === 'user' || principalType === 'unknown';

/** Schedules that are in force now. Without a plan or a scope there are none, and every assignment is standing. */
const schedulesOfUsers = (posture: Posture): readonly Schedule[] =>
  hasFacts(posture, 'role-schedules')
    ? posture
        .facts('role-schedules')
        .filter(mayBeUser)
        .filter(({ endAt }) => endAt === null || Date.parse(endAt) > posture.now.getTime())
    : [];

const isSchedule = (record: Holder | Schedule): record is Schedule => 'kind' in record;

/** Combines the records of one role of one user: assignments, and the schedules that say of which kind they are. */
const roleOf = (records: readonly (Holder | Schedule)[], first: Holder | Schedule): HeldRole => {
  const schedules = records.filter(isSchedule);
  const of = (kind: Schedule['kind']) => schedules.filter((schedule) => schedule.kind === kind);
  const [assigned, activated, eligible] = [of('assigned'), of('activated'), of('eligible')];
  const holder = records.find((record): record is Holder => !isSchedule(record));
  const isStanding = assigned.length > 0 || (holder !== undefined && activated.length === 0);
  const isPermanent = isStanding && (assigned.length === 0 || assigned.some(({ endAt }) => endAt === null));
  const isActive = isStanding || activated.length > 0 || holder !== undefined;
  const assignment = isPermanent ? 'permanent' : isStanding ? 'time-bound' : isActive ? 'activated' : 'eligible';
  const known = privilegedRole(first.roleTemplateId);
  return {
    templateId: first.roleTemplateId,
    name: known?.name ?? holder?.roleName ?? first.roleTemplateId,
    tier: known?.tier,
    directoryScopeId: first.directoryScopeId,
    isStanding,
    isPermanent,
    isActive,
    isEligible: eligible.length > 0,
    assignment,
    endAt: lastEnd({ permanent: [], 'time-bound': assigned, activated, eligible }[assignment]),
    isDirect: records.some(({ viaGroupId }) => viaGroupId === null),
    groupIds: [...new Set(records.flatMap(({ viaGroupId }) => viaGroupId ?? []))],
  };
};

/** Null if one of them does not end. */
const lastEnd = (schedules: readonly Schedule[]): string | null =>
  schedules.some(({ endAt }) => endAt === null)
    ? null
    : (schedules
        .flatMap(({ endAt }) => endAt ?? [])
        .toSorted((one, other) => Date.parse(one) - Date.parse(other))
        .at(-1) ?? null);

/**
 * All roles of each user by user id, including roles that are not privileged. An activated role is listed as an
 * assignment like a permanent one; the schedules distinguish them.
 */
export const rolesByUser = derived((posture): ReadonlyMap<string, readonly HeldRole[]> => {
  const records = [...schedulesOfUsers(posture), ...posture.facts('directory-roles').filter(mayBeUser)];
  const roles = [...Map.groupBy(records, keyOf).values()].flatMap((of) => {
    const [first] = of;
    return first === undefined ? [] : [{ userId: first.principalId, role: roleOf(of, first) }];
  });
  return new Map(
    [...Map.groupBy(roles, ({ userId }) => userId)].map(([userId, held]) => [userId, held.map(({ role }) => role)]),
  );
});

/** The privileged roles that a user holds or may activate. */
export const privilegedRolesOf = (posture: Posture, userId: string): readonly HeldRole[] =>
  (rolesByUser(posture).get(userId) ?? []).filter(({ tier }) => tier !== undefined);

/** The highest tier (0 is the highest) of a role that a user holds or may activate. */
export const tierOf = (posture: Posture, userId: string): Tier | undefined =>
  privilegedRolesOf(posture, userId)
    .map(({ tier }) => tier)
    .reduce((best, tier) => (best === undefined || (tier !== undefined && tier < best) ? tier : best), undefined);

/** Whether a user holds a role without activation, at any scope. */
export const hasStandingRole = (posture: Posture, userId: string, templateId: string): boolean =>
  (rolesByUser(posture).get(userId) ?? []).some((role) => role.templateId === templateId && role.isStanding);
