import { Entity } from 'electrodb';
import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { ContractId, CustomerId, MspId } from '#shared/kernel/ids.ts';
import { BilledPeriod } from '#shared/licensing/billed-periods.ts';
import { attributesOf, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 2;

/**
 * Names the version of a customer's contract that is in force. The rows of a version are written before it and never
 * changed.
 */
export const ContractPointer = z.object({
  mspId: MspId,
  customerId: CustomerId,
  contractId: ContractId,
  source: z.enum(['csv', 'json']),
  storedAt: Instant,
  /** The number of rows of the version. */
  rows: z.int().nonnegative(),
  /** Incremented by each version; a write names the revision that it read. */
  revision: z.int().positive(),
});
export type ContractPointer = z.output<typeof ContractPointer>;

/** The seats of one SKU that one version of a contract bills. */
export const ContractRow = z.object({
  mspId: MspId,
  customerId: CustomerId,
  contractId: ContractId,
  skuId: z.string().min(1),
  partNumber: z.string().min(1),
  name: z.string().min(1),
  periods: z.array(BilledPeriod),
  storedAt: Instant,
});
export type ContractRow = z.output<typeof ContractRow>;

export type ContractSku = Pick<ContractRow, 'skuId' | 'partNumber' | 'name' | 'periods'>;

export const contractPointerEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('contract-pointer'),
      attributes: attributesOf(ContractPointer, shapeVersion, ['mspId', 'customerId']),
      indexes: {
        record: { pk: pk(['mspId', 'customerId'], 'MSP#${mspId}#CUSTOMER#${customerId}'), sk: sk([], 'CONTRACT') },
      },
    },
    entityConfig(table),
  );

export const contractRowEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('contract-row'),
      attributes: attributesOf(ContractRow, shapeVersion, ['mspId', 'customerId', 'contractId', 'skuId']),
      indexes: {
        record: {
          pk: pk(['mspId', 'customerId'], 'MSP#${mspId}#CUSTOMER#${customerId}'),
          sk: sk(['contractId', 'skuId'], 'CONTRACT-ROW#${contractId}#${skuId}'),
        },
      },
    },
    entityConfig(table),
  );
