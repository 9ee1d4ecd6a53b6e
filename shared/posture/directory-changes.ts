import type { ChangeKind, DirectoryChange } from '#shared/surfaces/directory-audits/schema.ts';
import { isHighRiskPermission } from './apps.ts';
import { derived } from './derived.ts';
import type { Posture } from './posture.ts';
import { privilegedRole } from './role-tiers.ts';

/** How many days a change stays in the feed (rules 25). */
const feedDays = 7;

/** One action in the directory. Several rows of the log with one correlation id, activity and target are one action. */
export interface DirectoryAction {
  /** The earliest row of the action. */
  readonly change: DirectoryChange;
  readonly rows: number;
  /** What was done, as the predicate of a sentence whose subject is the actor. */
  readonly what: string;
  /** Undefined if the action is not risky. */
  readonly verdict: 'warn' | 'fail' | undefined;
}

export type RiskyChange = DirectoryAction & { readonly verdict: 'warn' | 'fail' };

const targetOf = ({ targets }: DirectoryChange): string => targets[0]?.name ?? 'something';

const holders: ReadonlySet<string> = new Set(['user', 'group', 'serviceprincipal']);

/** Who gets or loses a role. PIM lists the role itself as the first target. */
const holderOf = ({ targets, ...change }: DirectoryChange): string =>
  targets.find(({ type }) => holders.has(type?.toLowerCase() ?? ''))?.name ?? targetOf({ ...change, targets });

const rolesOf = ({ roles }: DirectoryChange): string =>
  roles.map(({ name, templateId }) => privilegedRole(templateId ?? '')?.name ?? name ?? 'a role').join(', ') ||
  'a role';

const granted = (change: DirectoryChange): string =>
  `gave ${change.permissions.join(', ') || 'permissions'} to ${targetOf(change)}`;

const descriptions: Readonly<Record<ChangeKind, (change: DirectoryChange) => string>> = {
  'user-created': (change) => `created ${targetOf(change)}`,
  'user-deleted': (change) => `deleted ${targetOf(change)}`,
  'user-enabled': (change) => `enabled ${targetOf(change)}`,
  'user-disabled': (change) => `disabled ${targetOf(change)}`,
  'password-reset': (change) => `reset the password of ${targetOf(change)}`,
  'security-info-registered': (change) => `registered a sign-in method of ${targetOf(change)}`,
  'security-info-deleted': (change) => `deleted a sign-in method of ${targetOf(change)}`,
  'role-granted': (change) => `gave ${rolesOf(change)} to ${holderOf(change)}`,
  'role-activated': (change) => `activated ${rolesOf(change)} for ${holderOf(change)}`,
  'role-made-eligible': (change) => `made ${holderOf(change)} eligible for ${rolesOf(change)}`,
  'role-removed': (change) => `took ${rolesOf(change)} from ${holderOf(change)}`,
  'app-consented': granted,
  'app-permission-granted': granted,
  'app-credentials-added': (change) => `added credentials to ${targetOf(change)}`,
  'app-created': (change) => `created the application ${targetOf(change)}`,
  'policy-added': (change) => `added the policy ${targetOf(change)}`,
  'policy-changed': (change) => `changed the policy ${targetOf(change)}`,
  'policy-deleted': (change) => `deleted the policy ${targetOf(change)}`,
  'security-defaults-changed': () => 'changed Security Defaults',
  'authorization-policy-changed': () => 'changed what users may do by default',
  'domain-authentication-changed': (change) => `changed how people of ${targetOf(change)} sign in`,
  'partner-added': (change) => `added the partner ${targetOf(change)}`,
};

const verdictOf = ({ kind, roles, permissions, weakenings }: DirectoryChange): DirectoryAction['verdict'] => {
  switch (kind) {
    case 'role-granted':
    case 'role-made-eligible':
      return roles.some(({ templateId }) => privilegedRole(templateId ?? '')?.tier === 0) ? 'fail' : 'warn';
    case 'app-consented':
    case 'app-permission-granted':
      return permissions.some(isHighRiskPermission) ? 'fail' : 'warn';
    case 'app-credentials-added':
    case 'domain-authentication-changed':
      return 'fail';
    default:
      return weakenings.length === 0 ? undefined : 'fail';
  }
};

const assess = (change: DirectoryChange): Pick<DirectoryAction, 'verdict' | 'what'> => {
  const { weakenings } = change;
  return {
    verdict: verdictOf(change),
    what:
      weakenings.length === 0
        ? descriptions[change.kind](change)
        : `weakened ${targetOf(change)} (${weakenings.join(', ')})`,
  };
};

/** The actions of the last seven days, oldest first. */
export const directoryActions = derived((posture): readonly DirectoryAction[] => {
  const since = posture.now.getTime() - feedDays * 24 * 3600 * 1000;
  const rows = posture
    .facts('directory-audits')
    .filter(({ result, at }) => result === 'success' && Date.parse(at) >= since)
    .toSorted((one, other) => (one.at < other.at ? -1 : 1));
  const actions = Map.groupBy(rows, ({ correlationId, changeId, activity, targets }) =>
    correlationId === null ? changeId : `${correlationId} ${activity} ${targets[0]?.id ?? ''}`,
  );
  return [...actions.values()].flatMap((of) => {
    const assessed = of.map(assess);
    const worst =
      assessed.find(({ verdict }) => verdict === 'fail') ??
      assessed.find(({ verdict }) => verdict === 'warn') ??
      assessed[0];
    const [change] = of;
    return change === undefined || worst === undefined ? [] : [{ change, ...worst, rows: of.length }];
  });
});

const isRisky = (action: DirectoryAction): action is RiskyChange => action.verdict !== undefined;

/** The actions that are findings. */
export const riskyChanges = (posture: Posture): readonly RiskyChange[] => directoryActions(posture).filter(isRisky);
