import { Entity } from 'electrodb';
import { z } from 'zod';
import { CustomerId, MspId } from '#shared/kernel/ids.ts';
import { attributesOf, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

/**
 * The claim of a customer on a domain. Its key makes a second claim impossible. It is written in the same transaction
 * as its customer.
 */
export const DomainClaim = z.object({ mspId: MspId, domain: z.string().min(1), customerId: CustomerId });
export type DomainClaim = z.output<typeof DomainClaim>;

export const domainClaimEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('domainClaim'),
      attributes: attributesOf(DomainClaim, shapeVersion, ['mspId', 'domain']),
      indexes: { record: { pk: pk(['mspId'], 'MSP#${mspId}'), sk: sk(['domain'], 'DOMAIN#${domain}') } },
    },
    entityConfig(table),
  );
