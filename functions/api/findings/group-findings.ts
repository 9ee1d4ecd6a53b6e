import { z } from 'zod';
import { ascending } from '#shared/api/page-of-list.ts';
import { folded } from '#shared/api/search-words.ts';
import { type LinkedTenant, tenantNameOf } from '#shared/book/book-tenants.ts';
import { areaOf } from '#shared/book/finding-filters.ts';
import type { MemberNames } from '#shared/book/member-names.ts';
import { findingOf } from '#shared/findings/index.ts';
import { FindingState } from '#shared/judging/finding-row.ts';
import { sumOfDollars } from '#shared/kernel/dollar-amounts.ts';
import { Severity, severities } from '#shared/kernel/verdict.ts';
import type { StoredFinding } from '#shared/store/finding-store.ts';

export const FindingGrouping = z.enum(['finding', 'area', 'severity', 'state', 'tenant', 'assignee']);
export type FindingGrouping = z.output<typeof FindingGrouping>;

export const FindingGroup = z
  .object({
    key: z.string().nullable().meta({ description: 'The id that the group has in common; null for no assignee.' }),
    name: z.string().nullable().meta({ description: 'Its name; null for no assignee, and for one who left the MSP.' }),
    findings: z.int().positive().meta({ description: 'How many findings of the whole list are in it.' }),
    severity: Severity.meta({ description: 'The severity of the worst of them.' }),
    dollarsPerYear: z.number().nullable().meta({ description: 'US dollars; null where no finding has a price.' }),
  })
  .meta({ id: 'FindingGroup', description: 'Findings of a list that have something in common.' });

interface Listed {
  readonly row: StoredFinding;
  readonly tenant: LinkedTenant;
}
type Group = Pick<z.output<typeof FindingGroup>, 'key' | 'name'>;

const groups: Readonly<Record<FindingGrouping, (listed: Listed, names: MemberNames) => Group>> = {
  finding: ({ row: { findingId } }) => ({ key: findingId, name: findingOf(findingId)?.problem ?? findingId }),
  area: ({ row }) => ({ key: areaOf(row.findingId), name: areaOf(row.findingId) }),
  severity: ({ row: { severity } }) => ({ key: severity, name: severity }),
  state: ({ row: { state } }) => ({ key: state, name: state }),
  tenant: ({ tenant }) => ({ key: tenant.connection.tenantId, name: tenantNameOf(tenant) }),
  assignee: ({ row: { assigneeId } }, names) => ({
    key: assigneeId,
    name: assigneeId === null ? null : (names.get(assigneeId) ?? null),
  }),
};

const ownOrders: Partial<Record<FindingGrouping, readonly string[]>> = {
  severity: Severity.options,
  state: FindingState.options,
};

/** Severities and states in their own order, everything else by name; nobody comes last. */
const orderOf = (groupBy: FindingGrouping, { key, name }: Group): string => {
  const options: readonly string[] | undefined = ownOrders[groupBy];
  if (options !== undefined && key !== null) return ascending(options.indexOf(key));
  return key === null ? '~' : `${folded(name ?? '')} ${key}`;
};

/** The groups of a list, in their order, and the place of each finding among them. */
export const groupFindings = (listed: readonly Listed[], groupBy: FindingGrouping, names: MemberNames) => {
  const ordered = (each: Listed) => orderOf(groupBy, groups[groupBy](each, names));
  const byOrder = [...Map.groupBy(listed, ordered)].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    orderOf: ordered,
    groups: byOrder.flatMap(([, members]): z.output<typeof FindingGroup>[] => {
      const [first] = members;
      const severity = severities.find((each) => members.some(({ row }) => row.severity === each));
      if (first === undefined || severity === undefined) return [];
      const dollarsPerYear = sumOfDollars(members.map(({ row }) => row.dollarsPerYear));
      return [{ ...groups[groupBy](first, names), findings: members.length, severity, dollarsPerYear }];
    }),
  };
};
