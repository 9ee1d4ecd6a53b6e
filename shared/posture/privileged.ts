import { derived } from './derived.ts';
import type { FactsBySurface } from './facts.ts';
import type { Posture } from './posture.ts';
import { hasFacts } from './readable.ts';
import { privilegedRole, type Tier } from './roles.ts';

/** One role of one user. Through a group or not makes no difference to what it allows. */
export interface HeldRole {
  readonly templateId: string;
  readonly name: string;
  /** Undefined where the role is not privileged. */
  readonly tier: Tier | undefined;
  /** `/` is the whole directory. */
  readonly directoryScopeId: string;
  /** Holds it without asking, for good or until a date. */
  readonly standing: boolean;
  /** Holds it without asking and without an end. */
  readonly permanent: boolean;
  /** Holds it at this moment, standing or activated. */
  readonly active: boolean;
  /** May activate it. */
  readonly eligible: boolean;
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

const keysOf = (schedules: readonly Schedule[], kind: Schedule['kind']): ReadonlySet<string> =>
  new Set(schedules.filter((schedule) => schedule.kind === kind).map(keyOf));

/** Every role of every user, the unprivileged ones too, by user. During an activation a user stands among the assignments like a permanent holder; the schedules tell. */
export const rolesByUser = derived((posture): ReadonlyMap<string, readonly HeldRole[]> => {
  const schedules = schedulesOfUsers(posture);
  const [assigned, endless, activated, eligible] = [
    keysOf(schedules, 'assigned'),
    keysOf(
      schedules.filter(({ endAt }) => endAt === null),
      'assigned',
    ),
    keysOf(schedules, 'activated'),
    keysOf(schedules, 'eligible'),
  ];
  const holders = posture.facts('directory-roles').filter(mayBeUser);
  const held = new Set(holders.map(keyOf));
  const one = new Map([...schedules, ...holders].map((record) => [keyOf(record), record]));
  const roles = [...one].map(([key, record]) => {
    const standing = assigned.has(key) || (held.has(key) && !activated.has(key));
    const known = privilegedRole(record.roleTemplateId);
    const localName = 'roleName' in record ? record.roleName : null;
    return {
      userId: record.principalId,
      templateId: record.roleTemplateId,
      name: known?.name ?? localName ?? record.roleTemplateId,
      tier: known?.tier,
      directoryScopeId: record.directoryScopeId,
      standing,
      permanent: standing && (endless.has(key) || !assigned.has(key)),
      active: standing || activated.has(key) || held.has(key),
      eligible: eligible.has(key),
    };
  });
  return Map.groupBy(roles, ({ userId }) => userId);
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
export const holdsStanding = (posture: Posture, userId: string, templateId: string): boolean =>
  (rolesByUser(posture).get(userId) ?? []).some((role) => role.templateId === templateId && role.standing);
