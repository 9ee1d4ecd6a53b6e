import { isAppError } from '#shared/kernel/errors.ts';
import { defineSurface, type GraphReader } from '../define-surface.ts';
import { recordsOf } from '../records.ts';
import { groupMembers } from '../transitive-members.ts';
import { pagesOfEach } from '../trouble.ts';
import { groupsNamedBy, normalize } from './normalize.ts';
import { ConditionalAccessFact, type ConditionalAccessGroup, RawPolicy } from './schema.ts';

/**
 * One record per page of members. A group without members has one empty part. A deleted group has one part with `found:
 * false`.
 */
async function* partsOf(graph: GraphReader, groupId: string): AsyncGenerator<ConditionalAccessGroup[]> {
  let part = 0;
  try {
    for await (const page of groupMembers(graph, groupId)) {
      const memberIds = page.filter((member) => member['@odata.type'] === 'user').map((member) => member.id);
      if (memberIds.length === 0) continue;
      yield [{ kind: 'group', groupId, part, found: true, memberIds }];
      part += 1;
    }
    if (part === 0) yield [{ kind: 'group', groupId, part, found: true, memberIds: [] }];
  } catch (error) {
    if (!isAppError(error, 'NotFound')) throw error;
    yield [{ kind: 'group', groupId, part: 0, found: false, memberIds: [] }];
  }
}

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
  factVersion: 2,
  identify: (fact) => (fact.kind === 'policy' ? `policy/${fact.policyId}` : `group/${fact.groupId}/${fact.part}`),
  async *read({ graph }) {
    const groupIds = new Set<string>();
    for await (const page of recordsOf(graph, { path: '/identity/conditionalAccess/policies' }, RawPolicy)) {
      const policies = page.map(normalize);
      for (const groupId of policies.flatMap(groupsNamedBy)) groupIds.add(groupId);
      yield policies;
    }
    yield* pagesOfEach(graph, groupIds, (groupId) => partsOf(graph, groupId));
  },
  timeoutSeconds: 300,
});
