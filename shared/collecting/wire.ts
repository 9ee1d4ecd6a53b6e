import type { z } from 'zod';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { openCredentialStore } from '#shared/aws/credential-store.ts';
import { platform } from '#shared/lambda/platform.ts';
import { connectionOpener } from '#shared/microsoft/open-connection.ts';
import { throttleDomainsOf } from '#shared/microsoft/throttle-windows.ts';
import { accessOf } from '#shared/permissions/access.ts';
import { breakGlassMarks } from '#shared/store/break-glass-store.ts';
import { connections } from '#shared/store/connection-store.ts';
import { customers } from '#shared/store/customer-store.ts';
import { erasedAddresses } from '#shared/store/erased-address-store.ts';
import { facts } from '#shared/store/fact-store.ts';
import { leases } from '#shared/store/lease-store.ts';
import { eventKind, mailboxCopyChanges, messageKind } from '#shared/store/mailbox-copy-changes.ts';
import { runs } from '#shared/store/run-store.ts';
import { surfaceStates } from '#shared/store/surface-state-store.ts';
import { openTable } from '#shared/store/table.ts';
import { throttleWindows } from '#shared/store/throttle-window-store.ts';
import { logger } from '#shared/telemetry/logger.ts';
import { metrics } from '#shared/telemetry/metric-emitter.ts';
import type { CollectingPorts, SurfaceReadMetrics } from './ports.ts';
import type { surfaceContract } from './surface-contract.ts';

type Env = z.output<typeof surfaceContract.environment>;

export const wire = ({
  TABLE_NAME,
  CREDENTIALS_PREFIX,
}: Env): CollectingPorts & { scopeOf: typeof openTenantScope } => {
  const { clock, newId } = platform();
  const table = openTable({ name: TABLE_NAME, clock, newId });
  const windows = throttleWindows(table);
  return {
    clock,
    scopeOf: openTenantScope,
    facts: facts(table),
    states: surfaceStates(table),
    breakGlassMarks: breakGlassMarks(table),
    leases: leases(table),
    throttleWindows: windows,
    runs: runs(table),
    messages: mailboxCopyChanges(table, messageKind),
    events: mailboxCopyChanges(table, eventKind),
    connectionOf: connections(table).get,
    customersOf: customers(table).list,
    erasedAddressesOf: erasedAddresses(table).ofMsp,
    microsoftFor: connectionOpener(table, openCredentialStore(CREDENTIALS_PREFIX, clock), openTenantScope),
    accessOf,
    throttleDomainsOf,
    recordMetrics,
    recordLeftOut: (leftOut) => logger.warn('left out of a read', leftOut),
  };
};

const recordMetrics = ({
  surfaceId,
  outcome,
  seconds,
  requests,
  read,
  written,
  removed,
  dropped,
}: SurfaceReadMetrics): void => {
  const durationMilliseconds = Math.round(seconds * 1000);
  logger.info('surface read', { surfaceId, outcome, durationMilliseconds, requests, read, written, removed });
  metrics.count('surfacesRead', 1, { surface: surfaceId, outcome });
  // A CloudWatch alarm cannot add up over surfaces, so throttled reads are also counted without that dimension.
  if (outcome === 'paused' || outcome === 'deferred') metrics.count('surfacesThrottled');
  metrics.seconds('surfaceSeconds', seconds, { surface: surfaceId });
  metrics.count('graphRequests', requests, { surface: surfaceId });
  if (dropped > 0) metrics.count('itemsDropped', dropped, { surface: surfaceId });
};
