import type { DirectoryChange } from '#shared/surfaces/directory-audits/schema.ts';
import { isHighRiskPermission } from './apps.ts';
import type { Posture } from './posture.ts';
import { privilegedRole } from './roles.ts';

/** How long a change stays in the list. */
const feedDays = 7;

export interface RiskyChange {
  /** The earliest of the rows that it left. */
  readonly change: DirectoryChange;
  readonly verdict: 'warn' | 'fail';
  /** What was done, for a sentence. */
  readonly what: string;
  readonly rows: number;
}

const targetOf = ({ targets }: DirectoryChange): string => targets[0]?.name ?? 'something';

const weigh = (change: DirectoryChange): Pick<RiskyChange, 'verdict' | 'what'> | undefined => {
  const { kind, roles, permissions, weakenings } = change;
  switch (kind) {
    case 'role-granted':
    case 'role-made-eligible': {
      const names = roles.map(({ name, templateId }) => privilegedRole(templateId ?? '')?.name ?? name ?? 'a role');
      const isTop = roles.some(({ templateId }) => privilegedRole(templateId ?? '')?.tier === 0);
      const what = `gave ${names.join(', ') || 'a role'} to ${targetOf(change)}`;
      return { verdict: isTop ? 'fail' : 'warn', what };
    }
    case 'app-consented':
    case 'app-permission-granted': {
      const isHigh = permissions.some(isHighRiskPermission);
      const what = `gave ${permissions.join(', ') || 'permissions'} to ${targetOf(change)}`;
      return { verdict: isHigh ? 'fail' : 'warn', what };
    }
    case 'app-credentials-added':
      return { verdict: 'fail', what: `added credentials to ${targetOf(change)}` };
    case 'domain-authentication-changed':
      return { verdict: 'fail', what: `changed how people of ${targetOf(change)} sign in` };
    default:
      return weakenings.length === 0
        ? undefined
        : { verdict: 'fail', what: `weakened ${targetOf(change)} (${weakenings.join(', ')})` };
  }
};

/** Changes of the last week that somebody should know of; rows of one action are one change. */
export const riskyChanges = (posture: Posture): readonly RiskyChange[] => {
  const since = posture.now.getTime() - feedDays * 24 * 3600 * 1000;
  const rows = posture
    .facts('directory-audits')
    .filter(({ result, at }) => result === 'success' && Date.parse(at) >= since)
    .toSorted((one, other) => (one.at < other.at ? -1 : 1));
  const actions = Map.groupBy(rows, ({ correlationId, changeId, activity, targets }) =>
    correlationId === null ? changeId : `${correlationId} ${activity} ${targets[0]?.id ?? ''}`,
  );
  return [...actions.values()].flatMap((of) => {
    const weighed = of.flatMap((change) => weigh(change) ?? []);
    const worst = weighed.find(({ verdict }) => verdict === 'fail') ?? weighed[0];
    const [change] = of;
    return change === undefined || worst === undefined ? [] : [{ change, ...worst, rows: of.length }];
  });
};
