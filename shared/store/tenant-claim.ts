import { Entity } from 'electrodb';
import { z } from 'zod';
import { ConnectionId, MspId, TenantId } from '#shared/kernel/ids.ts';
import { attributesOf, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

/** The claim of a connection on a tenant. Its key makes a second connection of the same tenant impossible. */
export const TenantClaim = z.object({ mspId: MspId, tenantId: TenantId, connectionId: ConnectionId });
export type TenantClaim = z.output<typeof TenantClaim>;

export const tenantClaimEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('tenantClaim'),
      attributes: attributesOf(TenantClaim, shapeVersion, ['mspId', 'tenantId']),
      indexes: { record: { pk: pk(['mspId'], 'MSP#${mspId}'), sk: sk(['tenantId'], 'TENANTCLAIM#${tenantId}') } },
    },
    entityConfig(table),
  );
