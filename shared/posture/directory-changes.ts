import type { NamedObject } from '#shared/kernel/message-values.ts';
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
  /** The row that decides the verdict. */
  readonly judged: DirectoryChange;
  readonly rows: number;
  /** What was done, as the predicate of a sentence whose subject is the actor. */
  readonly what: string;
  /** Undefined if the action is not risky. */
  readonly verdict: 'warn' | 'fail' | undefined;
}

export type RiskyChange = DirectoryAction & { readonly verdict: 'warn' | 'fail' };

type Target = DirectoryChange['targets'][number];

const namedTarget = (target: Target | undefined): NamedObject => ({
  kind: 'target',
  id: target?.id ?? 'unknown',
  name: target?.name ?? null,
});

/** What was changed. */
export const targetOf = ({ targets }: DirectoryChange): NamedObject => namedTarget(targets[0]);
const targetName = (change: DirectoryChange): string => targetOf(change).name ?? 'something';

const holders: ReadonlySet<string> = new Set(['user', 'group', 'serviceprincipal']);

/** Who gets or loses a role. PIM lists the role itself as the first target. */
export const holderOf = ({ targets }: DirectoryChange): NamedObject =>
  namedTarget(targets.find(({ type, name }) => name !== null && holders.has(type?.toLowerCase() ?? '')) ?? targets[0]);
const holderName = (change: DirectoryChange): string => holderOf(change).name ?? 'something';

export const roleNamesOf = ({ roles }: DirectoryChange): readonly string[] =>
  roles.length === 0
    ? ['a role']
    : roles.map(({ name, templateId }) => privilegedRole(templateId ?? '')?.name ?? name ?? 'a role');
const rolesOf = (change: DirectoryChange): string => roleNamesOf(change).join(', ');

const granted = (change: DirectoryChange): string =>
  `gave ${change.permissions.join(', ') || 'permissions'} to ${targetName(change)}`;

const descriptions: Readonly<Record<ChangeKind, (change: DirectoryChange) => string>> = {
  'user-created': (change) => `created ${targetName(change)}`,
  'user-deleted': (change) => `deleted ${targetName(change)}`,
  'user-enabled': (change) => `enabled ${targetName(change)}`,
  'user-disabled': (change) => `disabled ${targetName(change)}`,
  'password-reset': (change) => `reset the password of ${targetName(change)}`,
  'security-info-registered': (change) => `registered a sign-in method of ${targetName(change)}`,
  'security-info-deleted': (change) => `deleted a sign-in method of ${targetName(change)}`,
  'role-granted': (change) => `gave ${rolesOf(change)} to ${holderName(change)}`,
  'role-activated': (change) => `activated ${rolesOf(change)} for ${holderName(change)}`,
  'role-made-eligible': (change) => `made ${holderName(change)} eligible for ${rolesOf(change)}`,
  'role-removed': (change) => `took ${rolesOf(change)} from ${holderName(change)}`,
  'app-consented': granted,
  'app-permission-granted': granted,
  'app-credentials-added': (change) => `added credentials to ${targetName(change)}`,
  'app-created': (change) => `created the application ${targetName(change)}`,
  'policy-added': (change) => `added the policy ${targetName(change)}`,
  'policy-changed': (change) => `changed the policy ${targetName(change)}`,
  'policy-deleted': (change) => `deleted the policy ${targetName(change)}`,
  'security-defaults-changed': () => 'changed Security Defaults',
  'authorization-policy-changed': () => 'changed what users may do by default',
  'domain-authentication-changed': (change) => `changed how people of ${targetName(change)} sign in`,
  'partner-added': (change) => `added the partner ${targetName(change)}`,
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
        : `weakened ${targetName(change)} (${weakenings.join(', ')})`,
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
    const assessed = of.map((judged) => ({ judged, ...assess(judged) }));
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
