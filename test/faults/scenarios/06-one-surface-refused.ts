import type { FaultScenario } from '../fault-scenario.ts';
import { openRunHarness, surfaceById } from '../run-harness.ts';

export const oneSurfaceRefused: FaultScenario = {
  number: 6,
  fault: '403 for one surface',
  expected: 'conditional-access: done, needs-access; domains: done, ok',
  protection: {
    file: 'shared/collecting/read-with-first-permitted-option.ts',
    find: "      if (!isAppError(error, 'NeedsAccess', 'NeedsLicense')) throw error;\n",
    replace: '      throw error;\n',
    without: 'a refusal counts as a failure',
  },
  async run() {
    const { collect, state } = await openRunHarness([
      { match: { service: 'conditional-access' }, fault: { status: 403 } },
    ]);
    const outcomes: string[] = [];
    for (const id of ['conditional-access', 'domains']) {
      const surface = surfaceById(id);
      outcomes.push(`${id}: ${await collect(surface)}, ${await state(surface)}`);
    }
    return outcomes.join('; ');
  },
};
