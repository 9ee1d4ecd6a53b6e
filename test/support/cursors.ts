import { openCursors } from '#shared/api/cursor.ts';

/** Cursors signed with a fixed key. */
export const testCursors = () => openCursors(async () => Buffer.alloc(32, 7));
