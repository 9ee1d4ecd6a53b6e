import type { z } from 'zod';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { openCredentialStore } from '#shared/aws/credential-store.ts';
import { runReadDeadline } from '#shared/collecting/deadlines.ts';
import { platform } from '#shared/lambda/platform.ts';
import { connectionOpener } from '#shared/microsoft/open-connection.ts';
import { connections } from '#shared/store/connection-store.ts';
import { leases } from '#shared/store/lease-store.ts';
import { mailboxProbes } from '#shared/store/mailbox-probe-store.ts';
import { postureReader } from '#shared/store/posture-reader.ts';
import { openTable } from '#shared/store/table.ts';
import { bucketOf, throttleWindows } from '#shared/store/throttle-window-store.ts';
import { logger } from '#shared/telemetry/logger.ts';
import { metrics } from '#shared/telemetry/metric-emitter.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = ({ TABLE_NAME, CREDENTIALS_PREFIX }: z.output<typeof contract.environment>): Deps => {
  const { clock, newId } = platform();
  const table = openTable({ name: TABLE_NAME, clock, newId });
  const windows = throttleWindows(table);
  return {
    clock,
    scopeOf: ({ mspId, tenantId }) => openTenantScope(mspId, tenantId),
    leases: leases(table),
    connections: connections(table),
    windows,
    readDeadlineOf: runReadDeadline,
    bucket: bucketOf('outlook'),
    probes: mailboxProbes(table),
    postureOf: (scope) =>
      postureReader(table)(scope, { tenantName: null, surfaceIds: ['users', 'licenses'], now: clock.now() }),
    microsoftFor: connectionOpener(table, openCredentialStore(CREDENTIALS_PREFIX, clock), openTenantScope),
    reportOutcome(outcome) {
      logger.info('unlisted mailbox probed', { outcome });
      metrics.count('mailboxProbes', 1, { outcome });
    },
  };
};
