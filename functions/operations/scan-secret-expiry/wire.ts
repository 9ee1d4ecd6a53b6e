import type { z } from 'zod';
import { openAnnouncer } from '#shared/aws/announcer.ts';
import { platform } from '#shared/lambda/platform.ts';
import { connections } from '#shared/store/connection-store.ts';
import { directoryExpiry } from '#shared/store/directory-expiry.ts';
import { msps } from '#shared/store/msp-store.ts';
import { openTable } from '#shared/store/table.ts';
import { logger } from '#shared/telemetry/logger.ts';
import { metrics } from '#shared/telemetry/metric-emitter.ts';
import type { contract } from './contract.ts';
import { logExpiry, measureExpiry } from './expiry-report.ts';
import type { Deps } from './deps.ts';

export const wire = (environment: z.output<typeof contract.environment>): Deps => {
  const { clock, newId } = platform();
  const table = openTable({ name: environment.TABLE_NAME, clock, newId });
  return {
    directory: directoryExpiry(table),
    mspOf: (scope) => msps(table).get(scope),
    connectionOf: (scope, connectionId) => connections(table).get(scope, connectionId),
    announce: openAnnouncer(environment.ALARM_TOPIC_ARN),
    measure: (counts) => measureExpiry(counts, metrics),
    log: (entry) => logExpiry(entry, clock.now(), logger),
    clock,
  };
};
