import { openCursors } from '#shared/api/cursor.ts';

/** Signs the cursors of tests. */
export const testCursors = () => openCursors(async () => Buffer.alloc(32, 7));
