import { z } from 'zod';
import { testSurface } from '#test/support/test-collecting.ts';
import { isolatedTenant } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';
import { openRunHarness } from '../run-harness.ts';

/** Ten people on five pages. */
const people = testSurface({
  id: 'people',
  accessOptions: [{ name: 'all', scopes: [['User.Read.All']] }],
  async *read({ graph }) {
    for await (const page of graph.pages({ path: '/users', query: { $select: 'id', $top: '2' } })) {
      yield z
        .array(z.object({ id: z.string() }))
        .parse(page)
        .map(({ id }) => ({ id, value: 1 }));
    }
  },
});

export const laterPageFails: FaultScenario = {
  number: 15,
  fault: 'page 3 of 5 fails at every attempt',
  expected: 'MicrosoftUnavailable; 10 facts of 10, stale; later: done, 10 facts, ok',
  protection: {
    file: 'shared/collecting/collect-facts.ts',
    find: 'for await (const page of surface.read(readContext)) {',
    replace:
      'const readable = async function* () {\n    try {\n      yield* surface.read(readContext);\n    } catch {}\n  };\n  for await (const page of readable()) {',
    without: 'an interrupted read counts as complete',
  },
  async run() {
    const { collect, facts, state, server, begin, clock } = await openRunHarness([], isolatedTenant(10));
    await collect(people);
    const all = (await facts(people)).length;
    server.setFaults([{ match: { template: '/users', nth: [3, 4, 5, 6, 7] }, fault: { status: 503 } }]);
    const outcome = await collect(people);
    const left = (await facts(people)).length;
    const then = await state(people);
    clock.advanceSeconds(3600);
    const later = await collect(people, await begin(2));
    return `${outcome}; ${left} facts of ${all}, ${then}; later: ${later}, ${(await facts(people)).length} facts, ${await state(people)}`;
  },
};
