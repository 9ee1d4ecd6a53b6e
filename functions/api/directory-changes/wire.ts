import type { z } from 'zod';
import { openCursors } from '#shared/api/cursor.ts';
import { cursorKey } from '#shared/api/cursor-key.ts';
import { wireJudgedView } from '#shared/lambda/view-ports.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = (environment: z.output<typeof contract.environment>): Deps => ({
  ...wireJudgedView(environment),
  cursors: openCursors(cursorKey(environment.CURSOR_KEY_ID)),
});
