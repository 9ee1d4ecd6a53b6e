import { Entity } from 'electrodb';
import { z } from 'zod';
import { ConnectionId, MspId, TenantId } from '#shared/kernel/ids.ts';
import type { Table } from './table.ts';
import { tableShape } from './table-shape.ts';

export const shapeVersion = 1;

/** That a tenant is reached by one connection of an MSP; the key makes a second one impossible. */
export const TenantClaim = z.object({
  shapeVersion: z.literal(shapeVersion),
  mspId: MspId,
  tenantId: TenantId,
  connectionId: ConnectionId,
});

/** Which connection reaches the MSP's own tenant; one key an MSP. */
export const OwnTenant = z.object({
  shapeVersion: z.literal(shapeVersion),
  mspId: MspId,
  connectionId: ConnectionId,
});

const partition = {
  field: tableShape.partitionKey,
  composite: ['mspId'],
  template: 'MSP#${mspId}',
  casing: 'none',
} as const;

export const tenantClaimEntity = (table: Table) =>
  new Entity(
    {
      model: { entity: 'tenantClaim', version: '1', service: 'vectis' },
      attributes: {
        shapeVersion: { type: 'number', required: true },
        mspId: { type: 'string', required: true },
        tenantId: { type: 'string', required: true },
        connectionId: { type: 'string', required: true },
      },
      indexes: {
        byTenant: {
          pk: { ...partition, composite: ['mspId'] },
          sk: {
            field: tableShape.sortKey,
            composite: ['tenantId'],
            template: 'TENANTCLAIM#${tenantId}',
            casing: 'none',
          },
        },
      },
    },
    { client: table.client, table: table.name },
  );

export const ownTenantEntity = (table: Table) =>
  new Entity(
    {
      model: { entity: 'ownTenant', version: '1', service: 'vectis' },
      attributes: {
        shapeVersion: { type: 'number', required: true },
        mspId: { type: 'string', required: true },
        connectionId: { type: 'string', required: true },
      },
      indexes: {
        byMsp: {
          pk: { ...partition, composite: ['mspId'] },
          sk: { field: tableShape.sortKey, composite: [], template: 'OWNTENANT', casing: 'none' },
        },
      },
    },
    { client: table.client, table: table.name },
  );
