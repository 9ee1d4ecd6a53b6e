import { Entity } from 'electrodb';
import { z } from 'zod';
import { ConnectionId, MspId } from '#shared/kernel/ids.ts';
import { attributesOf, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

/** Which connection reaches the MSP's own tenant; one key an MSP, so there is never a second. */
export const OwnTenant = z.object({ mspId: MspId, connectionId: ConnectionId });
export type OwnTenant = z.output<typeof OwnTenant>;

export const ownTenantEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('ownTenant'),
      attributes: attributesOf(OwnTenant, shapeVersion, ['mspId']),
      indexes: { record: { pk: pk(['mspId'], 'MSP#${mspId}'), sk: sk([], 'OWNTENANT') } },
    },
    entityConfig(table),
  );
