import { Entity } from 'electrodb';
import { z } from 'zod';
import { ConnectionId, MspId } from '#shared/kernel/ids.ts';
import { attributesOf, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

/**
 * The claim of a connection to be the MSP's own tenant. Its key contains only the MSP, so there is never a second one.
 */
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
