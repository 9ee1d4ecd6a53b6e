import type { z } from 'zod';
import { isAppError } from '#shared/kernel/errors.ts';
import { defineSurface, type GraphReader, type LeftOut } from '../define-surface.ts';
import { recordsOf } from '../records.ts';
import { groupMembers } from '../transitive-members.ts';
import { isRefusal, isTroubleOfOne, pagesOfEach } from '../trouble.ts';
import { groupsNamedBy, normalize, normalizeLocation, normalizeStrength } from './normalize.ts';
import {
  ConditionalAccessFact,
  type ConditionalAccessGroup,
  RawNamedLocation,
  RawPolicy,
  RawStrength,
} from './schema.ts';

/** A list of which a record that is not as documented is counted, and makes it incomplete. */
const watchedList = (graph: GraphReader): Pick<GraphReader, 'pages' | 'leftOut'> & { isComplete: () => boolean } => {
  let isComplete = true;
  const leftOut: LeftOut = {
    object: (code) => graph.leftOut.object(code),
    record: (field) => {
      isComplete = false;
      graph.leftOut.record(field);
    },
  };
  return { pages: (request) => graph.pages(request), leftOut, isComplete: () => isComplete };
};

/** The users of each page of members. Undefined where a record was left out: nobody knows who that is. */
const usersOfPages = async (graph: GraphReader, groupId: string): Promise<readonly string[][] | undefined> => {
  const pages: string[][] = [];
  const list = watchedList(graph);
  for await (const page of groupMembers(list, groupId)) {
    const memberIds = page.filter((member) => member['@odata.type'] === 'user').map((member) => member.id);
    if (memberIds.length > 0) pages.push(memberIds);
  }
  return list.isComplete() ? pages : undefined;
};

/**
 * One record per page of members. A group without members has one empty part. A deleted group has one part with `found:
 * false`. A group has no part unless all of it was read, because some of its members would be taken for all. The ids of
 * one group are held until then: 25,000 take less than 3 MB.
 */
async function* partsOf(graph: GraphReader, groupId: string): AsyncGenerator<ConditionalAccessGroup[]> {
  try {
    const pages = await usersOfPages(graph, groupId);
    if (pages === undefined) return;
    for (const [part, memberIds] of (pages.length === 0 ? [[]] : pages).entries())
      yield [{ kind: 'group', groupId, part, found: true, memberIds }];
  } catch (error) {
    if (!isAppError(error, 'NotFound')) throw error;
    yield [{ kind: 'group', groupId, part: 0, found: false, memberIds: [] }];
  }
}

/**
 * A list beside the policies. It ends with a record that says that it is complete. Where it cannot be read, or an entry
 * of it is not as documented, the policies are kept, and what rests on the list is unknown.
 */
async function* besidePolicies<Schema extends z.ZodType>(
  graph: GraphReader,
  list: 'locations' | 'strengths',
  path: string,
  schema: Schema,
  toFact: (raw: z.output<Schema>) => ConditionalAccessFact,
): AsyncGenerator<ConditionalAccessFact[]> {
  const entries = watchedList(graph);
  try {
    for await (const page of recordsOf(entries, { path }, schema)) yield page.map(toFact);
    if (entries.isComplete()) yield [{ kind: 'list', list }];
  } catch (error) {
    if (!isTroubleOfOne(error)) throw error;
    if (!isRefusal(error)) graph.leftOut.object(error.code);
  }
}

const idOf = (fact: ConditionalAccessFact): string => {
  switch (fact.kind) {
    case 'policy':
      return `policy/${fact.policyId}`;
    case 'group':
      return `group/${fact.groupId}/${fact.part}`;
    case 'location':
      return `location/${fact.locationId}`;
    case 'strength':
      return `strength/${fact.strengthId}`;
    case 'list':
      return `list/${fact.list}`;
  }
};

export const conditionalAccess = defineSurface({
  id: 'conditional-access',
  title: 'Conditional Access',
  reference: 'https://learn.microsoft.com/graph/api/conditionalaccessroot-list-policies',
  job: 'posture',
  features: ['mfa', 'conditional-access'],
  throttleDomain: 'conditional-access',
  // Reads the members of the groups that policies name.
  otherThrottleDomains: ['directory'],
  everySeconds: 6 * 3600,
  accessOptions: [{ name: 'policies', scopes: [['Policy.Read.All']], plans: ['AAD_PREMIUM', 'AAD_PREMIUM_P2'] }],
  // A tenant without P1 answers with an empty list, not with an error, so its plans must be known first.
  after: ['licenses'],
  completeness: 'replace',
  fact: ConditionalAccessFact,
  factVersion: 3,
  identify: idOf,
  async *read({ graph }) {
    const groupIds = new Set<string>();
    for await (const page of recordsOf(graph, { path: '/identity/conditionalAccess/policies' }, RawPolicy)) {
      const policies = page.map(normalize);
      for (const groupId of policies.flatMap(groupsNamedBy)) groupIds.add(groupId);
      yield policies;
    }
    yield* besidePolicies(
      graph,
      'locations',
      '/identity/conditionalAccess/namedLocations',
      RawNamedLocation,
      normalizeLocation,
    );
    yield* besidePolicies(
      graph,
      'strengths',
      '/policies/authenticationStrengthPolicies',
      RawStrength,
      normalizeStrength,
    );
    yield* pagesOfEach(graph, groupIds, (groupId) => partsOf(graph, groupId));
  },
  timeoutSeconds: 300,
});
