import { openTenantScope } from '#shared/access/open-scope.ts';
import type { ViewPorts } from '#shared/book/read-postures.ts';
import { connections } from '#shared/store/connection-store.ts';
import { customers } from '#shared/store/customer-store.ts';
import { findingRows } from '#shared/store/finding-store.ts';
import { type PostureSettings, postureReader } from '#shared/store/posture-reader.ts';
import { surfaceStates } from '#shared/store/surface-state-store.ts';
import { openTable, type Table } from '#shared/store/table.ts';
import { tenantSummaries } from '#shared/store/tenant-summary-store.ts';
import type { JudgedViewPorts } from '#shared/views/read-view.ts';
import { platform } from './platform.ts';
import type { ReadTerms } from './tenant-terms.ts';

/**
 * The ports of every view of a customer: the stored data of its tenants. Without `termsOf` prices are list prices and
 * there is no contract.
 */
export const viewPorts = (table: Table, settings: PostureSettings = {}, termsOf?: ReadTerms): ViewPorts => {
  const [states, read] = [surfaceStates(table), postureReader(table, settings)];
  return {
    customers: customers(table),
    connections: connections(table),
    summaries: tenantSummaries(table),
    surfaceStatesOf: ({ mspId }, tenantId) => states.ofTenant(openTenantScope(mspId, tenantId)),
    async postureOf(scope, { connection }, surfaceIds) {
      const { tenantId, tenantName } = connection;
      const terms = await termsOf?.(scope, connection);
      return read(openTenantScope(scope.mspId, tenantId), { tenantName, surfaceIds, now: table.clock.now(), ...terms });
    },
  };
};

interface ViewEnvironment {
  readonly TABLE_NAME: string;
}

/** Wires a view that needs no other ports. */
export const wireView = ({ TABLE_NAME }: ViewEnvironment): ViewPorts =>
  viewPorts(openTable({ name: TABLE_NAME, ...platform() }));

/** Wires a view that also shows the findings about its subjects. */
export const wireJudgedView = ({ TABLE_NAME }: ViewEnvironment): JudgedViewPorts => {
  const table = openTable({ name: TABLE_NAME, ...platform() });
  return { ...viewPorts(table), rows: findingRows(table) };
};
