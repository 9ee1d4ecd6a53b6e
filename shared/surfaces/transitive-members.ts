import { z } from 'zod';
import { isAppError } from '#shared/kernel/errors.ts';
import type { GraphReader } from './define-surface.ts';
import { parsePage, RawId, RawNonBlankText, RawObjectType } from './raw.ts';

const RawMember = z.object({ '@odata.type': RawObjectType, id: RawId, displayName: RawNonBlankText });
export type GroupMember = z.output<typeof RawMember>;

/**
 * Everybody in a group and in the groups within it, in pages, without the groups themselves. A group that is gone is `NotFound`.
 * https://learn.microsoft.com/graph/api/group-list-transitivemembers
 */
export async function* groupMembers(graph: GraphReader, groupId: string): AsyncGenerator<readonly GroupMember[]> {
  const path = '/groups/{groupId}/transitiveMembers';
  for await (const page of graph.pages({
    path,
    params: { groupId },
    query: { $select: 'id,displayName', $top: '999' },
  })) {
    yield parsePage(RawMember, page).filter((member) => member['@odata.type'] !== 'group');
  }
}

/** The same, where a group that is gone has no members. */
export async function* groupMembersOrNone(graph: GraphReader, groupId: string): AsyncGenerator<readonly GroupMember[]> {
  try {
    yield* groupMembers(graph, groupId);
  } catch (error) {
    if (!isAppError(error, 'NotFound')) throw error;
  }
}
