import { z } from 'zod';
import { Seen } from '#shared/book/seen.ts';
import { Severity } from '#shared/kernel/verdict.ts';
import { listBookFindings } from '../../book/list-book-findings.ts';
import { nextCursor, pageArguments, pageOf } from './page-arguments.ts';
import { defineTool, requestOf } from './tool.ts';
import { UntrustedText, untrusted } from './untrusted-text.ts';

const Count = z.int().nonnegative();

/** A finding id over all tenants of the book. */
export const ProblemLine = z.object({
  findingId: z.string().meta({ description: 'For get_work_list.' }),
  problem: z.string(),
  severity: Severity,
  tenantsAffected: Count,
  tenantsAssessed: Count,
  subjectsAffected: Count,
  seen: Seen,
  dollarsPerYear: z.number().nullable(),
  campaigns: z
    .array(z.object({ kind: z.string(), value: UntrustedText, tenants: Count }))
    .meta({ description: 'The same trace of an attack in several tenants.' }),
});

const campaignsShown = 10;

interface GivenLine extends Omit<z.input<typeof ProblemLine>, 'campaigns'> {
  readonly campaigns: readonly { readonly kind: string; readonly value: string; readonly tenantsTotal: number }[];
}

export const problemLine = ({ campaigns, ...line }: GivenLine): z.input<typeof ProblemLine> => ({
  ...line,
  campaigns: campaigns
    .slice(0, campaignsShown)
    .map(({ kind, value, tenantsTotal }) => ({ kind, value: untrusted(value), tenants: tenantsTotal })),
});

/** What is wrong across the book. */
export const listProblemsTool = defineTool({
  name: 'list_problems',
  title: 'Problems across all customers',
  description:
    'Each kind of problem that is open anywhere in the book, the worst first, with how many tenants, people or objects and dollars it concerns. Use get_work_list for where.',
  ability: 'posture.read',
  input: z.strictObject(pageArguments),
  output: z.object({ problems: z.array(ProblemLine), nextCursor }),
  run: async (values, context) => {
    const { body } = await listBookFindings(requestOf(context, undefined, pageOf(values)), context.deps);
    return { problems: body.items.map(problemLine), nextCursor: body.nextCursor };
  },
});
