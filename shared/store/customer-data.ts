import type { TenantId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { Connection } from './connection-record.ts';
import { connections } from './connection-store.ts';
import { customers } from './customer-store.ts';
import { type PostureSettings, postureReader } from './posture-reader.ts';
import { surfaceStates } from './surface-state-store.ts';
import type { Table } from './table.ts';
import { tenantSummaries } from './tenant-summary-store.ts';
import { type OpenTenant, tenantTerms } from './tenant-terms.ts';

interface Content {
  readonly surfaceIds: readonly string[];
  readonly withTerms?: boolean;
}

/** What is stored of a customer: its record, its tenants, and their postures. */
export const customerData = (table: Table, openTenant: OpenTenant, settings: PostureSettings = {}) => {
  const [states, readPosture] = [surfaceStates(table), postureReader(table, settings)];
  const readTerms = tenantTerms(table, openTenant);
  return {
    customers: customers(table),
    connections: connections(table),
    summaries: tenantSummaries(table),
    surfaceStatesOf: ({ mspId }: MspScope, tenantId: TenantId) => states.ofTenant(openTenant(mspId, tenantId)),
    async postureOf(
      scope: MspScope,
      { connection }: { readonly connection: Connection },
      { surfaceIds, withTerms = false }: Content,
    ): Promise<Posture> {
      const { tenantId, tenantName } = connection;
      const terms = withTerms ? await readTerms(scope, connection) : {};
      return readPosture(openTenant(scope.mspId, tenantId), {
        tenantName,
        surfaceIds,
        now: table.clock.now(),
        ...terms,
      });
    },
  };
};
