import { Entity } from 'electrodb';
import { z } from 'zod';
import { CustomerId, MspId } from '#shared/kernel/ids.ts';
import type { Table } from './table.ts';
import { tableShape } from './table-shape.ts';

export const shapeVersion = 1;

/** That a domain belongs to one customer of an MSP; the key makes a second claim impossible. Written with its customer, in one transaction. */
export const DomainClaim = z.object({
  shapeVersion: z.literal(shapeVersion),
  mspId: MspId,
  domain: z.string().min(1),
  customerId: CustomerId,
});
export type DomainClaim = z.output<typeof DomainClaim>;

export const domainClaimEntity = (table: Table) =>
  new Entity(
    {
      model: { entity: 'domainClaim', version: '1', service: 'vectis' },
      attributes: {
        shapeVersion: { type: 'number', required: true },
        mspId: { type: 'string', required: true },
        domain: { type: 'string', required: true },
        customerId: { type: 'string', required: true },
      },
      indexes: {
        byDomain: {
          pk: {
            field: tableShape.partitionKey,
            composite: ['mspId'],
            template: 'MSP#${mspId}',
            casing: 'none',
          },
          sk: {
            field: tableShape.sortKey,
            composite: ['domain'],
            template: 'DOMAIN#${domain}',
            casing: 'none',
          },
        },
      },
    },
    { client: table.client, table: table.name },
  );
