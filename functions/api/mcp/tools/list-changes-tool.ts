import { z } from 'zod';
import { storedFindingAnswer } from '#shared/book/stored-finding-answer.ts';
import { currentSyncStatus, joinedSyncStatus } from '#shared/book/sync-status.ts';
import { FindingState, isNew } from '#shared/judging/finding-row.ts';
import { judgedSurfaces } from '#shared/judging/judged-surfaces.ts';
import { addDays, CalendarDate, Instant, instantOf } from '#shared/kernel/clock.ts';
import { CoverageChange } from '#shared/posture/coverage-changes.ts';
import type { StoredFinding } from '#shared/store/finding-store.ts';
import { DirectoryChange } from '#shared/surfaces/directory-audits/schema.ts';
import { changeCounts, changeLines, type Line } from '#shared/views/directory-changes/make.ts';
import { directoryChanges } from '#shared/views/directory-changes/view.ts';
import { mfa } from '#shared/views/mfa/view.ts';
import { readView } from '#shared/views/read-view.ts';
import { readCustomerFindings } from '../../findings/read-customer-findings.ts';
import { findingSortKeys } from '../../findings/sort-findings.ts';
import { CustomerArgument, CustomerRef, customerRef, namedCustomer } from './find-customer.ts';
import { FindingBrief, findingBrief, NamedTenant, namedTenant } from './finding-brief.ts';
import { Freshness, freshness } from './freshness.ts';
import { readPageOf } from './read-page-of.ts';
import { defineTool, type ToolContext } from './tool.ts';
import { UntrustedText, untrusted, untrustedOrNull } from './untrusted-text.ts';

const shown = 50;

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
  causesTotal: z.int().nonnegative(),
});

const namesShown = 10;
const names = (of: readonly (string | null)[]) =>
  of.flatMap((name) => (name === null ? [] : untrusted(name))).slice(0, namesShown);

const changeOf = ({ at, kind, by, targets, roles, permissions, risk, findingKey, ...line }: Line) => ({
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

const changesSince = async (since: string, { caller, deps, ...context }: ToolContext) => {
  const { tenants, synced } = await readView(caller, namedCustomer(context).customerId, directoryChanges, deps);
  const lines = changeLines(tenants).filter(({ at }) => at >= since);
  const { total } = changeCounts(tenants, lines);
  return { changes: { total, first: lines.slice(0, shown).map(changeOf) }, synced };
};

const Section = z.object({ total: z.int().nonnegative(), first: z.array(FindingBrief) });

const findingsSince = async (since: string, { caller, deps, ...context }: ToolContext) => {
  const { customerId } = namedCustomer(context);
  const state = FindingState.exclude(['muted', 'risk-accepted']).options;
  const { now, tenants, memberNames, found } = await readCustomerFindings(caller, customerId, { state }, deps);
  const orderOf = (row: StoredFinding): string => `${findingSortKeys.newest(row)}/${row.rank}`;
  const section = (is: (row: StoredFinding) => boolean): z.input<typeof Section> => {
    const rows = found
      .filter(({ row }) => is(row))
      .sort((one, other) => (orderOf(one.row) < orderOf(other.row) ? -1 : 1));
    const answers = rows
      .slice(0, shown)
      .map(({ row, tenant }) => storedFindingAnswer(row, tenant, { now, memberNames }));
    return { total: rows.length, first: answers.map(findingBrief) };
  };
  return {
    newFindings: section((row) => row.state !== 'resolved' && (isNew(row, now) || (row.reopenedAt ?? '') >= since)),
    resolvedFindings: section((row) => row.state === 'resolved' && (row.resolvedAt ?? '') >= since),
    synced: await currentSyncStatus(caller, judgedSurfaces, tenants, deps.surfaceStatesOf),
  };
};

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
    directoryChanges: z.object({
      total: z.int().nonnegative().nullable().meta({ description: 'Null where the log of a tenant was not read.' }),
      first: z.array(Change),
    }),
    mfaCoverage: z.array(Coverage),
    ...Freshness,
  }),
  run: async ({ days }, context) => {
    const since = instantOf(addDays(context.deps.clock.now(), -days));
    const [{ newFindings, resolvedFindings, ...findings }, { changes, ...log }, { page, synced }] = await Promise.all([
      findingsSince(since, context),
      changesSince(since, context),
      readPageOf(mfa, context, {}),
    ]);
    return {
      customer: customerRef(namedCustomer(context)),
      since,
      newFindings,
      resolvedFindings,
      directoryChanges: changes,
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
      ...freshness(joinedSyncStatus(findings.synced, log.synced, synced)),
    };
  },
});
