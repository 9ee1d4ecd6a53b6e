import { derived } from './derived.ts';
import type { FactsBySurface } from './facts.ts';
import type { Posture } from './posture.ts';
import { hasFacts } from './readable.ts';
import { privilegedRole, type Tier } from './role-tiers.ts';

/** How firmly a role is held: without asking for good, without asking until a date, for an hour after asking, or only if asked for. */
export const assignmentKinds = ['permanent', 'time-bound', 'activated', 'eligible'] as const;
export type AssignmentKind = (typeof assignmentKinds)[number];

/** One role of one user. Through a group or not makes no difference to what it allows. */
export interface HeldRole {
  readonly templateId: string;
  readonly name: string;
  /** Undefined where the role is not privileged. */
  readonly tier: Tier | undefined;
  /** `/` is the whole directory. */
  readonly directoryScopeId: string;
  /** Holds it without asking, for good or until a date. */
  readonly isStanding: boolean;
  /** Holds it without asking and without an end. */
  readonly isPermanent: boolean;
  /** Holds it at this moment, standing or activated. */
  readonly isActive: boolean;
  /** May activate it. */
  readonly isEligible: boolean;
  readonly assignment: AssignmentKind;
  /** When the holding ends; null where it does not, or no schedule says. */
  readonly endAt: string | null;
  /** It is the user's own, whatever groups give it besides. */
  readonly isDirect: boolean;
  /** The groups through which it is held. */
  readonly groupIds: readonly string[];
}

type Holder = FactsBySurface['directory-roles'];
type Schedule = FactsBySurface['role-schedules'];

const keyOf = ({ principalId, roleTemplateId, directoryScopeId }: Holder | Schedule): string =>
  `${principalId}/${roleTemplateId}/${directoryScopeId}`;

/** Where Microsoft did not say what a principal is, the list of users decides: an id that is not there belongs to nobody. */
const mayBeUser = ({ principalType }: Holder | Schedule): boolean =>
  principalType === 'user' || principalType === 'unknown';

/** Schedules that run now. Without them (no plan, no scope) there are none, and every assignment is standing. */
const schedulesOfUsers = (posture: Posture): readonly Schedule[] =>
  hasFacts(posture, 'role-schedules')
    ? posture
        .facts('role-schedules')
        .filter(mayBeUser)
        .filter(({ endAt }) => endAt === null || Date.parse(endAt) > posture.now.getTime())
    : [];

const isSchedule = (record: Holder | Schedule): record is Schedule => 'kind' in record;

/** One role of one user, from every record of it: assignments, and the schedules that say what each of them is. */
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
    ...{ isStanding, isPermanent, isActive, isEligible: eligible.length > 0, assignment },
    endAt: lastEnd({ permanent: [], 'time-bound': assigned, activated, eligible }[assignment]),
    isDirect: records.some(({ viaGroupId }) => viaGroupId === null),
    groupIds: [...new Set(records.flatMap(({ viaGroupId }) => viaGroupId ?? []))],
  };
};

/** Null as soon as one does not end. */
const lastEnd = (schedules: readonly Schedule[]): string | null =>
  schedules.some(({ endAt }) => endAt === null)
    ? null
    : (schedules
        .flatMap(({ endAt }) => endAt ?? [])
        .toSorted((one, other) => Date.parse(one) - Date.parse(other))
        .at(-1) ?? null);

/** Every role of every user, the unprivileged ones too, by user. During an activation a user stands among the assignments like a permanent holder; the schedules tell. */
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

/** The privileged roles that a user holds or may activate; empty for everybody else. */
export const privilegedRolesOf = (posture: Posture, userId: string): readonly HeldRole[] =>
  (rolesByUser(posture).get(userId) ?? []).filter(({ tier }) => tier !== undefined);

/** The most powerful tier that a user holds or may activate. */
export const tierOf = (posture: Posture, userId: string): Tier | undefined =>
  privilegedRolesOf(posture, userId)
    .map(({ tier }) => tier)
    .reduce((best, tier) => (best === undefined || (tier !== undefined && tier < best) ? tier : best), undefined);

/** Whether a user holds a role without asking, anywhere in the directory. */
export const hasStandingRole = (posture: Posture, userId: string, templateId: string): boolean =>
  (rolesByUser(posture).get(userId) ?? []).some((role) => role.templateId === templateId && role.isStanding);
