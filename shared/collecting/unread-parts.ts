import type { UnreadParts } from '#shared/kernel/read-state.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { FactsBySurface } from '#shared/posture/facts.ts';
import type { AnySurface } from '#shared/surfaces/define-surface.ts';
import type { LeftOutCounts } from './left-out-tally.ts';
import type { CollectingPorts } from './ports.ts';

/**
 * The parts of a surface that its stored facts mark as not read. They are counted after the read, because a read may
 * keep facts of earlier reads. An account that was deleted since is no longer missing.
 */
export const unreadParts = async (
  { id, factVersion, audience, parts }: Pick<AnySurface, 'id' | 'factVersion' | 'audience' | 'parts'>,
  scope: TenantScope,
  { facts }: { readonly facts: Pick<CollectingPorts['facts'], 'ofVersion' | 'ofSurface'> },
): Promise<UnreadParts | undefined> => {
  if (parts === undefined) return undefined;
  const stored = await facts.ofVersion(scope, id, factVersion);
  const unread = stored.filter((fact) => parts.isUnread(fact));
  if (unread.length === 0) return undefined;
  const present = audience === undefined ? unread : await ofPresentUsers(unread, scope, facts);
  const needs = [...new Set(present.flatMap((fact) => parts.needsOf?.(fact) ?? []))];
  return { count: present.length, part: parts.part, needs };
};

/** Adds what left no trace in the facts: records that are not as documented, and objects without a fact. */
export const withLeftOut = (
  { parts }: Pick<AnySurface, 'parts'>,
  unread: UnreadParts | undefined,
  { objects, records }: LeftOutCounts,
): UnreadParts | undefined => {
  if (objects + records === 0) return unread;
  return { ...unread, count: (unread?.count ?? 0) + objects + records, part: unread?.part ?? parts?.part ?? 'record' };
};

const ofPresentUsers = async (
  unread: readonly unknown[],
  scope: TenantScope,
  facts: Pick<CollectingPorts['facts'], 'ofSurface'>,
): Promise<readonly unknown[]> => {
  // Each fact was parsed by its surface before it was stored; a surface with an audience has facts about users.
  const users = (await facts.ofSurface(scope, 'users')) as readonly Pick<FactsBySurface['users'], 'userId'>[];
  const ids = new Set(users.map(({ userId }) => userId));
  return (unread as readonly { readonly userId: string }[]).filter(({ userId }) => ids.has(userId));
};
