import type { z } from 'zod';
import { platform } from '#shared/lambda/platform.ts';
import { bookRuns } from '#shared/store/book-run-store.ts';
import { directoryDue } from '#shared/store/directory-due.ts';
import { openTable } from '#shared/store/table.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = ({ TABLE_NAME }: z.output<typeof contract.environment>): Deps => {
  const table = openTable({ name: TABLE_NAME, ...platform() });
  return { bookRuns: bookRuns(table), due: directoryDue(table) };
};
