import { isAppError } from '#shared/kernel/errors.ts';
import { logger } from '#shared/telemetry/logger.ts';
import { metrics } from '#shared/telemetry/metric-emitter.ts';

export interface RequestReport {
  readonly operation: string | undefined;
  readonly requestId: string | undefined;
  readonly status: number;
  readonly durationMilliseconds: number;
  readonly error: unknown;
}

/** Writes one log line and two metrics for a request. */
export const reportRequest = ({ operation, requestId, status, durationMilliseconds, error }: RequestReport): void => {
  const about = {
    operation,
    requestId,
    status,
    durationMilliseconds,
    ...(isAppError(error) ? { code: error.code } : {}),
  };
  if (status >= 500) logger.error('a request failed', about, error ?? undefined);
  else logger.info('a request was answered', about);
  metrics.count('apiRequests', 1, { outcome: `${Math.floor(status / 100)}xx` });
  if (isAppError(error, 'AuditUnavailable')) metrics.count('auditFailures');
  metrics.milliseconds('apiDurationMilliseconds', durationMilliseconds);
};
