import { z } from 'zod';
import { isAppError } from '#shared/kernel/errors.ts';
import type { GraphReader } from './define-surface.ts';
import { RawId, RawNonBlankText, RawObjectType, RawOptionalId } from './raw.ts';
import { recordsOf } from './records.ts';

const RawMember = z.object({
  '@odata.type': RawObjectType,
  id: RawId,
  displayName: RawNonBlankText,
  /** Of applications only. */
  appId: RawOptionalId,
});
export type GroupMember = z.output<typeof RawMember>;

/**
 * The members of a group and of the groups within it, in pages, without the groups themselves. Throws `NotFound` where
 * the group was deleted. https://learn.microsoft.com/graph/api/group-list-transitivemembers
 */
export async function* groupMembers(
  graph: Pick<GraphReader, 'pages' | 'leftOut'>,
  groupId: string,
): AsyncGenerator<readonly GroupMember[]> {
  const path = '/groups/{groupId}/transitiveMembers';
  const request = { path, params: { groupId }, query: { $select: 'id,displayName,appId', $top: '999' } };
  for await (const members of recordsOf(graph, request, RawMember)) {
    yield members.filter((member) => member['@odata.type'] !== 'group');
  }
}

/** The same, but a deleted group has no members. */
export async function* groupMembersOrNone(graph: GraphReader, groupId: string): AsyncGenerator<readonly GroupMember[]> {
  try {
    yield* groupMembers(graph, groupId);
  } catch (error) {
    if (!isAppError(error, 'NotFound')) throw error;
  }
}
