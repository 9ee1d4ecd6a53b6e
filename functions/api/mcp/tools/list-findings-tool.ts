import { z } from 'zod';
import { areaOf } from '#shared/book/finding-filters.ts';
import { findings } from '#shared/findings/index.ts';
import { FindingState } from '#shared/judging/finding-row.ts';
import { TextLine } from '#shared/kernel/text.ts';
import { Severity } from '#shared/kernel/verdict.ts';
import { listCustomerFindings } from '../../findings/list-customer-findings.ts';
import { listFindings } from '../../findings/list-findings.ts';
import { CustomerArgument } from './find-customer.ts';
import { FindingBrief, findingBrief } from './finding-brief.ts';
import { Freshness, freshness } from './freshness.ts';
import { nextCursor, pageArguments, pageOf } from './page-arguments.ts';
import { defineTool, requestOf, ToolRefusal } from './tool.ts';

const Area = z.enum([...new Set(findings.map(({ id }) => areaOf(id)))]);
const OpenState = FindingState.extract(['open', 'acknowledged', 'in-progress']);

const input = z.strictObject({
  customer: CustomerArgument.optional(),
  severity: z.array(Severity).min(1).max(5).optional(),
  area: z.array(Area).min(1).max(20).optional(),
  state: z
    .array(FindingState)
    .min(1)
    .max(6)
    .optional()
    .meta({ description: 'Default: open ones. Muted, accepted and resolved ones are listed for one customer.' }),
  isNew: z.boolean().optional(),
  search: TextLine.min(1).max(100).optional().meta({ description: 'Words that a finding must contain.' }),
  ...pageArguments,
});

const openStates = (states: readonly FindingState[]): z.output<typeof OpenState>[] => {
  const open = z.array(OpenState).safeParse(states);
  if (open.success) return open.data;
  throw new ToolRefusal(
    'customer-needed',
    'muted, accepted and resolved findings are listed for one customer; name it',
  );
};

/** Only the filters that were given: a cursor belongs to a list with its filters. */
const filtersOf = ({ severity, area, isNew, search }: z.output<typeof input>) => ({
  ...(severity === undefined ? {} : { severity }),
  ...(area === undefined ? {} : { area }),
  ...(isNew === undefined ? {} : { isNew }),
  ...(search === undefined ? {} : { q: search }),
});

/** The findings of the book or of one customer, worst first. */
export const listFindingsTool = defineTool({
  name: 'list_findings',
  title: 'Findings, worst first',
  description:
    'Single findings, the worst first, of all customers or of one. Filter by severity, area, state or words. Use get_finding for the steps of one.',
  ability: 'posture.read',
  input,
  output: z.object({ findings: z.array(FindingBrief), nextCursor, ...Freshness }),
  run: async (values, context) => {
    const { customer, deps } = context;
    const { state } = values;
    const query = { ...pageOf(values), ...filtersOf(values) };
    const { body } =
      customer === undefined
        ? await listFindings(
            requestOf(context, undefined, { ...query, ...(state === undefined ? {} : { state: openStates(state) }) }),
            deps,
          )
        : await listCustomerFindings(
            requestOf(
              context,
              { customerId: customer.customerId },
              { ...query, ...(state === undefined ? {} : { state }) },
            ),
            deps,
          );
    return { findings: body.items.map(findingBrief), nextCursor: body.nextCursor, ...freshness(body) };
  },
});
