import type { z } from 'zod';
import { openAnnouncer } from '#shared/aws/announcer.ts';
import { daysUntil, warningThresholdDays } from '#shared/kernel/credential-warning.ts';
import { platform } from '#shared/lambda/platform.ts';
import { connections } from '#shared/store/connection-store.ts';
import { directoryExpiry } from '#shared/store/directory-expiry.ts';
import { msps } from '#shared/store/msp-store.ts';
import { openTable } from '#shared/store/table.ts';
import { logger } from '#shared/telemetry/logger.ts';
import { metrics } from '#shared/telemetry/metric-emitter.ts';
import type { contract } from './contract.ts';
import type { ExpiryCounts } from './expiry-counts.ts';
import type { Deps } from './scan-secret-expiry.ts';

export const wire = (environment: z.output<typeof contract.environment>): Deps => {
  const { clock, newId } = platform();
  const table = openTable({ name: environment.TABLE_NAME, clock, newId });
  return {
    directory: directoryExpiry(table),
    mspOf: (scope) => msps(table).get(scope),
    connectionOf: (scope, connectionId) => connections(table).get(scope, connectionId),
    announce: openAnnouncer(environment.ALARM_TOPIC_ARN),
    measure,
    log({ mspId, holder, expiresOn }) {
      const daysLeft = expiresOn === null ? undefined : daysUntil(expiresOn, clock.now());
      // Alarms for a single secret read this log line.
      if (daysLeft !== undefined && daysLeft <= warningThresholdDays[0]) {
        logger.info('credential expires', { mspId, connectionId: holder, daysLeft });
      }
    },
    clock,
  };
};

const measure = ({ credentials, by, earliestDays }: ExpiryCounts): void => {
  metrics.count('secretsHeld', credentials);
  for (const days of warningThresholdDays) metrics.count(`secretsExpiringWithin${days}Days`, by[`${days}-days`]);
  metrics.count('secretsExpired', by.expired);
  metrics.count('secretsRefused', by.refused);
  if (earliestDays !== undefined) metrics.count('earliestSecretExpiryDays', earliestDays);
};
