import { z } from 'zod';
import { TextLine } from '#shared/kernel/text.ts';
import { getBookFinding } from '../../book/get-book-finding.ts';
import { FindingBrief, findingBrief } from './finding-brief.ts';
import { ProblemLine, problemLine } from './list-problems-tool.ts';
import { nextCursor, pageArguments, pageOf } from './page-arguments.ts';
import { defineTool, requestOf } from './tool.ts';

/** Where one kind of problem is open. */
export const getWorkListTool = defineTool({
  name: 'get_work_list',
  title: 'Where one problem is open',
  description:
    'The work-list of one kind of problem: every tenant and subject where it is open, the tenants with most subjects first.',
  ability: 'posture.read',
  input: z.strictObject({
    findingId: TextLine.min(1).max(120).meta({ description: 'From list_problems, such as mfa.every-user-capable.' }),
    ...pageArguments,
  }),
  output: z.object({ problem: ProblemLine, findings: z.array(FindingBrief), nextCursor }),
  run: async ({ findingId, ...page }, context) => {
    const { body } = await getBookFinding(requestOf(context, { findingId }, pageOf(page)), context.deps);
    return { problem: problemLine(body), findings: body.items.map(findingBrief), nextCursor: body.nextCursor };
  },
});
