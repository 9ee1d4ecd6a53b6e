import { type ObjectSample, sampleObjects } from '#shared/kernel/message-values.ts';
import type { User } from '#shared/surfaces/users/schema.ts';
import { breakGlassAccounts } from './break-glass.ts';
import { derived } from './derived.ts';
import type { FactsBySurface } from './facts.ts';
import type { Posture } from './posture.ts';
import { rolesByUser, tierOf } from './privileged.ts';
import { synchronizationRoles } from './role-tiers.ts';

/** Why an account does not belong to a person who signs in. */
export type NonPersonKind =
  | 'shared-mailbox'
  | 'room'
  | 'equipment'
  | 'teams-resource-account'
  | 'synchronization-account'
  | 'package-account'
  | 'future-hire';

const sharedPurposes: Readonly<Record<string, NonPersonKind>> = {
  shared: 'shared-mailbox',
  room: 'room',
  equipment: 'equipment',
};
/**
 * Microsoft Teams Phone Resource Account, for tenants whose licenses could not be read.
 * https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference
 */
const teamsResourceSku = '440eaaa8-b3e0-484b-a8be-62870b9ba70a';
const packageAccount = /^package_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}@/i;

/** SKUs for the resource accounts of call queues and auto attendants. */
const virtualUserSkus = derived(
  (posture): ReadonlySet<string> =>
    new Set([
      teamsResourceSku,
      ...posture
        .facts('licenses')
        .filter(({ partNumber }) => partNumber.includes('VIRTUALUSER'))
        .map(({ skuId }) => skuId),
    ]),
);

type Purpose = FactsBySurface['mailbox-settings']['purpose'];

const purposes = derived(
  (posture): ReadonlyMap<string, Purpose> =>
    new Map(posture.facts('mailbox-settings').map(({ userId, purpose }) => [userId, purpose])),
);

/** The purpose of a mailbox; undefined if it was not read. */
export const mailboxPurposeOf = (posture: Posture, userId: string): Purpose | undefined =>
  purposes(posture).get(userId);

const isSynchronizationAccount = (posture: Posture, { userId, upn }: User): boolean =>
  upn.startsWith('Sync_') ||
  (rolesByUser(posture).get(userId) ?? []).some(({ templateId }) => synchronizationRoles.has(templateId));

const isFutureHire = ({ employeeHireAt }: User, now: Date): boolean =>
  employeeHireAt !== null && Date.parse(employeeHireAt) > now.getTime();

/** Undefined if a person may sign in with the account. */
export const nonPersonKind = (posture: Posture, user: User): NonPersonKind | undefined => {
  const kindOfMailbox = sharedPurposes[mailboxPurposeOf(posture, user.userId) ?? ''];
  if (kindOfMailbox !== undefined) return kindOfMailbox;
  if (user.licenses.some(({ skuId }) => virtualUserSkus(posture).has(skuId))) return 'teams-resource-account';
  if (isSynchronizationAccount(posture, user)) return 'synchronization-account';
  if (packageAccount.test(user.upn)) return 'package-account';
  return isFutureHire(user, posture.now) ? 'future-hire' : undefined;
};

/**
 * Enabled members with whom a person signs in today: no shared, room or equipment mailboxes, no service accounts, no
 * future hires (rules 1). Includes break-glass accounts.
 */
export const peopleOf = derived((posture): readonly User[] =>
  posture
    .facts('users')
    .filter(({ accountEnabled, userType }) => accountEnabled && userType === 'member')
    .filter((user) => nonPersonKind(posture, user) === undefined),
);

/**
 * The one denominator of registered, capable and enforced users (rules 1). Break-glass accounts are shown separately.
 */
export const mfaDenominator = derived((posture): readonly User[] => {
  const apart = new Set(breakGlassAccounts(posture).map(({ userId }) => userId));
  return peopleOf(posture).filter(({ userId }) => !apart.has(userId));
});

/** Users of the denominator who hold, or may activate, a privileged role. */
export const privilegedDenominator = derived((posture): readonly User[] =>
  mfaDenominator(posture).filter(({ userId }) => tierOf(posture, userId) !== undefined),
);

/** Users of the denominator with a role of tier 0 or 1. */
export const highlyPrivilegedDenominator = derived((posture): readonly User[] =>
  privilegedDenominator(posture).filter(({ userId }) => (tierOf(posture, userId) ?? 2) < 2),
);

/** The display name, or the UPN if there is none. */
export const displayNameOf = ({ displayName, upn }: User): string => displayName ?? upn;

/** Users as a sentence names them: how many, and the first by name. */
export const sampleOfUsers = (users: readonly User[]): ObjectSample =>
  sampleObjects(users.map((user) => ({ kind: 'user', id: user.userId, name: displayNameOf(user) })));
