import { z } from 'zod';
import type { FindingState } from '#shared/judging/finding-row.ts';
import { addDays, CalendarDate, Instant, instantOf } from '#shared/kernel/clock.ts';
import { CoverageChange } from '#shared/posture/coverage-changes.ts';
import { DirectoryChange } from '#shared/surfaces/directory-audits/schema.ts';
import { directoryChanges } from '#shared/views/directory-changes/view.ts';
import { mfa } from '#shared/views/mfa/view.ts';
import { listCustomerFindings } from '../../findings/list-customer-findings.ts';
import { CustomerArgument, CustomerRef, customerRef, namedCustomer } from './find-customer.ts';
import { FindingBrief, findingBrief, type GivenFinding, NamedTenant, namedTenant } from './finding-brief.ts';
import { Freshness, freshness } from './freshness.ts';
import { readPageOf } from './read-page-of.ts';
import { defineTool, requestOf, type ToolContext } from './tool.ts';
import { UntrustedText, untrusted, untrustedOrNull } from './untrusted-text.ts';

const shown = 50;
const Total = z.int().nonnegative();

const Change = z.object({
  at: Instant,
  kind: DirectoryChange.shape.kind,
  tenant: NamedTenant,
  by: UntrustedText.nullable(),
  targets: z.array(UntrustedText),
  roles: z.array(UntrustedText),
  permissions: z.array(UntrustedText),
  risk: z.enum(['high', 'medium']).nullable(),
  findingKey: z.string().nullable(),
});

const DayValue = z.object({ on: CalendarDate, percent: z.number() });

const Coverage = z.object({
  tenant: NamedTenant,
  signal: z.string(),
  direction: z.enum(['worse', 'better']),
  from: DayValue,
  to: DayValue,
  causes: z.array(z.object({ kind: CoverageChange.shape.kind, subject: UntrustedText })),
  causesTotal: Total,
});

const namesShown = 10;
const names = (of: readonly (string | null)[]) =>
  of.flatMap((name) => (name === null ? [] : untrusted(name))).slice(0, namesShown);

type Page = Awaited<ReturnType<typeof directoryChangesSince>>;

const changeOf = ({ at, kind, by, targets, roles, permissions, risk, findingKey, ...line }: Page[number]) => ({
  at,
  kind,
  tenant: namedTenant(line),
  by: untrustedOrNull(by.name),
  targets: names(targets.map(({ name }) => name)),
  roles: names(roles.map(({ name }) => name)),
  permissions: names(permissions),
  risk,
  findingKey,
});

const directoryChangesSince = async (since: string, context: ToolContext) => {
  const { page } = await readPageOf(directoryChanges, context, { limit: 200 });
  return page.items.filter(({ at }) => at >= since);
};

/** How many pages of findings are read at most: 1,000 findings. */
const pagesRead = 5;

const findingsIn = async (states: readonly z.output<typeof FindingState>[], context: ToolContext) => {
  const { customerId } = namedCustomer(context);
  const found: GivenFinding[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < pagesRead; page += 1) {
    const query = { limit: 200, state: [...states], sort: 'newest' as const, ...(cursor === null ? {} : { cursor }) };
    const { body } = await listCustomerFindings(requestOf(context, { customerId }, query), context.deps);
    found.push(...body.items);
    cursor = body.nextCursor;
    if (cursor === null) break;
  }
  return found;
};

const section = (of: readonly GivenFinding[]) => ({ total: of.length, first: of.slice(0, shown).map(findingBrief) });
const Section = z.object({ total: Total, first: z.array(FindingBrief) });

/** What is different at a customer since some days ago. */
export const listChangesTool = defineTool({
  name: 'list_changes',
  title: 'What changed at one customer',
  description:
    'What changed at one customer in the last days: new, reopened and resolved findings, changes in the directory (people, roles, apps, policies), and how MFA coverage moved and because of whom.',
  ability: 'posture.read',
  input: z.strictObject({
    customer: CustomerArgument,
    days: z.int().min(1).max(7).default(7).meta({ description: 'Microsoft keeps the changes of a week.' }),
  }),
  output: z.object({
    customer: CustomerRef,
    since: Instant,
    newFindings: Section.meta({ description: 'Opened in the last 24 hours, or reopened since.' }),
    resolvedFindings: Section,
    directoryChanges: z.object({ total: Total, first: z.array(Change) }),
    mfaCoverage: z.array(Coverage),
    ...Freshness,
  }),
  run: async ({ days }, context) => {
    const since = instantOf(addDays(context.deps.clock.now(), -days));
    const [open, resolved, changes, { page, synced }] = await Promise.all([
      findingsIn(['open', 'acknowledged', 'in-progress'], context),
      findingsIn(['resolved'], context),
      directoryChangesSince(since, context),
      readPageOf(mfa, context, {}),
    ]);
    return {
      customer: customerRef(namedCustomer(context)),
      since,
      newFindings: section(open.filter(({ isNew, reopenedAt }) => isNew || (reopenedAt ?? '') >= since)),
      resolvedFindings: section(resolved.filter(({ resolvedAt }) => (resolvedAt ?? '') >= since)),
      directoryChanges: { total: changes.length, first: changes.slice(0, shown).map(changeOf) },
      mfaCoverage: page.drift
        .filter(({ since: began }) => began >= since.slice(0, 10))
        .map(({ signal, direction, from, to, causes, causesTotal, ...of }) => ({
          tenant: namedTenant(of),
          signal,
          direction,
          from,
          to,
          causes: causes.map(({ kind, subject }) => ({ kind, subject: untrusted(subject.name) })),
          causesTotal,
        })),
      ...freshness(synced),
    };
  },
});
