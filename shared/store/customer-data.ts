import type { TenantId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import type { FactsBySurface } from '#shared/posture/facts.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { Connection } from './connection-record.ts';
import { type Connections, connections } from './connection-store.ts';
import { type Customers, customers } from './customer-store.ts';
import { factReader, type PostureSettings, postureReader } from './posture-reader.ts';
import { surfaceStates } from './surface-state-store.ts';
import type { Table } from './table.ts';
import { type TenantSummaries, tenantSummaries } from './tenant-summary-store.ts';
import { type OpenTenant, tenantTerms } from './tenant-terms.ts';

interface Content {
  readonly surfaceIds: readonly string[];
  readonly withTerms?: boolean;
}

/** The stored data of a customer: its record, its tenants and their postures. */
export interface CustomerData {
  readonly customers: Customers;
  readonly connections: Connections;
  readonly summaries: TenantSummaries;

  surfaceStatesOf(scope: MspScope, tenantId: TenantId): Promise<Readonly<Record<string, SurfaceState>>>;

  /** The stored facts of one surface. */
  factsOf<Id extends keyof FactsBySurface>(
    scope: MspScope,
    tenantId: TenantId,
    surfaceId: Id,
  ): Promise<readonly FactsBySurface[Id][]>;

  /** With list prices and without a contract unless `withTerms` asks for what was agreed with the customer. */
  postureOf(scope: MspScope, tenant: { readonly connection: Connection }, content: Content): Promise<Posture>;
}

export const customerData = (table: Table, openTenant: OpenTenant, settings: PostureSettings = {}): CustomerData => {
  const [states, readFacts, readPosture] = [surfaceStates(table), factReader(table), postureReader(table, settings)];
  const readTerms = tenantTerms(table, openTenant);
  return {
    customers: customers(table),
    connections: connections(table),
    summaries: tenantSummaries(table),
    surfaceStatesOf: ({ mspId }, tenantId) => states.ofTenant(openTenant(mspId, tenantId)),
    async factsOf<Id extends keyof FactsBySurface>({ mspId }: MspScope, tenantId: TenantId, surfaceId: Id) {
      // The schema of the surface parsed them, as the type says.
      return (await readFacts(openTenant(mspId, tenantId), surfaceId)) as readonly FactsBySurface[Id][];
    },
    async postureOf(scope, { connection }, { surfaceIds, withTerms = false }) {
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
