import type { z } from 'zod';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { platform } from '#shared/lambda/platform.ts';
import { runs } from '#shared/store/run-store.ts';
import { surfaceStates } from '#shared/store/surface-state-store.ts';
import { openTable } from '#shared/store/table.ts';
import { logger } from '#shared/telemetry/logger.ts';
import { metrics } from '#shared/telemetry/metric-emitter.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = ({ TABLE_NAME }: z.output<typeof contract.environment>): Deps => {
  const { clock, newId } = platform();
  const table = openTable({ name: TABLE_NAME, clock, newId });
  return {
    clock,
    scopeOf: openTenantScope,
    states: surfaceStates(table),
    runs: runs(table),
    recordFailure({ surfaceId, error, state }) {
      logger.warn('surface not read', { surfaceId, code: error, state });
      metrics.count('surfacesRead', 1, { surface: surfaceId, outcome: state });
      // An alarm cannot sum over the dimension surface, so failures are also counted without it.
      metrics.count(state === 'failed' ? 'surfacesFailed' : 'surfacesStale');
    },
  };
};
