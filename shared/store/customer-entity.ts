import { Entity, Service } from 'electrodb';
import { Customer, shapeVersion } from './customer-record.ts';
import { domainClaimEntity } from './domain-claim.ts';
import { attributesOf, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';

const customerEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('customer'),
      attributes: attributesOf(Customer, shapeVersion, ['mspId', 'customerId']),
      indexes: { record: { pk: pk(['mspId'], 'MSP#${mspId}'), sk: sk(['customerId'], 'CUSTOMER#${customerId}') } },
    },
    entityConfig(table),
  );

const entitiesOf = (table: Table) =>
  new Service({ customer: customerEntity(table), claim: domainClaimEntity(table) }, entityConfig(table));

/** A customer and the claims on its domains, which change in one transaction. */
export const customerParts = (table: Table) => ({ table, service: entitiesOf(table) });
export type CustomerParts = ReturnType<typeof customerParts>;
