import type { z } from 'zod';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { openEventBus } from '#shared/aws/announcer.ts';
import { findings } from '#shared/findings/index.ts';
import { platform } from '#shared/lambda/platform.ts';
import { proofByKnownRoles } from '#shared/posture/conditional-access/snapshot-of-posture.ts';
import { connections } from '#shared/store/connection-store.ts';
import { coverageSnapshots } from '#shared/store/coverage-snapshot-store.ts';
import { findingRows } from '#shared/store/finding-store.ts';
import { judgmentWriter } from '#shared/store/judgment-writer.ts';
import { mailboxProbes } from '#shared/store/mailbox-probe-store.ts';
import { postureReader } from '#shared/store/posture-reader.ts';
import { savingsLedger } from '#shared/store/savings-ledger-store.ts';
import { signals } from '#shared/store/signal-store.ts';
import { openTable } from '#shared/store/table.ts';
import { tenantSummaries } from '#shared/store/tenant-summary-store.ts';
import { tenantTerms } from '#shared/store/tenant-terms.ts';
import { tenantVerdicts } from '#shared/store/tenant-verdict-store.ts';
import { surfaces } from '#shared/surfaces/index.ts';
import { logger } from '#shared/telemetry/logger.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = ({ TABLE_NAME, LICENSE_INACTIVE_DAYS }: z.output<typeof contract.environment>): Deps => {
  const table = openTable({ name: TABLE_NAME, ...platform() });
  return {
    clock: table.clock,
    findings,
    surfaceIds: surfaces.filter(({ job }) => job === 'posture').map(({ id }) => id),
    scopeOf: ({ mspId, tenantId }) => openTenantScope(mspId, tenantId),
    connections: connections(table),
    probes: mailboxProbes(table),
    termsOf: tenantTerms(table, openTenantScope),
    readPosture: postureReader(table, { inactiveDays: LICENSE_INACTIVE_DAYS }),
    rows: findingRows(table),
    summaries: tenantSummaries(table),
    verdicts: tenantVerdicts(table),
    signals: signals(table),
    coverageSnapshots: coverageSnapshots(table),
    savings: savingsLedger(table),
    proofOf: proofByKnownRoles,
    reportRefused: (refused) => logger.error('a proof was refused', { code: 'certificate-refused', ...refused }),
    publish: openEventBus(),
    writeJudgment: judgmentWriter(table),
  };
};
