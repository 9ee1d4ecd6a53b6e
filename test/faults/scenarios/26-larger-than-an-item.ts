import { requireMfa } from '#local/microsoft/generate/standard-policies.ts';
import { guidOf } from '#local/microsoft/random.ts';
import { isolatedTenant } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';
import { openRunHarness, surfaceById } from '../run-harness.ts';

const memberCount = 11_500;

/** A policy excludes a group whose member ids take more than the 400 KB of an item. */
const tenantWithALargeGroup = () => {
  const tenant = isolatedTenant(1);
  const memberIds = Array.from({ length: memberCount }, (_, number) => guidOf(`member ${number}`));
  const [somebody] = tenant.users;
  if (somebody === undefined) throw new Error('the tenant has nobody');
  tenant.users.push(...memberIds.map((id) => ({ ...somebody, id })));
  const group = { id: guidOf('everybody'), displayName: 'Everybody', isAssignableToRole: false, memberIds };
  tenant.groups.push(group);
  tenant.conditionalAccessPolicies.push(requireMfa(guidOf('policy'), { users: { excludeGroups: [group.id] } }));
  return tenant;
};

export const largerThanAnItem: FaultScenario = {
  number: 26,
  fault: 'the members of a group do not fit into one item of DynamoDB',
  expected: 'done, ok, 11500 members in 12 items, none of them over 100 kB',
  protection: {
    file: 'shared/surfaces/conditional-access/surface.ts',
    find: 'for await (const page of groupMembers(list, groupId)) {',
    replace: 'for (const page of [(await Array.fromAsync(groupMembers(list, groupId))).flat()]) {',
    without: 'all members of a group are one fact',
  },
  async run() {
    const { collect, state, facts } = await openRunHarness([], tenantWithALargeGroup());
    const conditionalAccess = surfaceById('conditional-access');
    await collect(surfaceById('licenses'));
    const outcome = `${await collect(conditionalAccess)}, ${await state(conditionalAccess)}`;
    const parts = (await facts(conditionalAccess)).flatMap((fact) => {
      const { kind, memberIds } = fact as { kind: string; memberIds?: string[] };
      return kind === 'group' ? [memberIds ?? []] : [];
    });
    const largest = Math.max(0, ...parts.map((ids) => JSON.stringify(ids).length));
    const size = largest < 100_000 ? 'none of them over 100 kB' : `the largest of ${largest} bytes`;
    return `${outcome}, ${parts.flat().length} members in ${parts.length} items, ${size}`;
  },
};
