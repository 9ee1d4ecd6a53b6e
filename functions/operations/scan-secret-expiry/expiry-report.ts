import { daysUntil, warningThresholdDays } from '#shared/kernel/credential-warning.ts';
import type { ExpiryEntry } from '#shared/store/directory-expiry.ts';
import type { logger } from '#shared/telemetry/logger.ts';
import type { metrics } from '#shared/telemetry/metric-emitter.ts';
import type { ExpiryCounts } from './expiry-counts.ts';

/** Counts the credentials by warning. */
export const measureExpiry = (
  { credentials, by, earliestDays }: ExpiryCounts,
  { count }: Pick<typeof metrics, 'count'>,
): void => {
  count('secretsHeld', credentials);
  for (const days of warningThresholdDays) count(`secretsExpiringWithin${days}Days`, by[`${days}-days`]);
  count('secretsExpired', by.expired);
  count('secretsRefused', by.refused);
  if (earliestDays !== undefined) count('earliestSecretExpiryDays', earliestDays);
};

/** Logs a credential that expires soon. Alarms for a single secret read this log line. */
export const logExpiry = (
  { mspId, holder, expiresOn }: ExpiryEntry,
  now: Date,
  { info }: Pick<typeof logger, 'info'>,
): void => {
  const daysLeft = expiresOn === null ? undefined : daysUntil(expiresOn, now);
  if (daysLeft !== undefined && daysLeft <= warningThresholdDays[0]) {
    info('credential expires', { mspId, connectionId: holder, daysLeft });
  }
};
