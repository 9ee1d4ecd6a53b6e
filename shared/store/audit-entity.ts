import { Entity, Service } from 'electrodb';
import { z } from 'zod';
import { MspId } from '#shared/kernel/ids.ts';
import { OpenPair, shapeVersion as pairShapeVersion } from './audit-pair.ts';
import { AuditRow, shapeVersion } from './audit-row.ts';
import { WaitingEntry, shapeVersion as waitingShapeVersion } from './audit-waiting.ts';
import {
  attributesOf,
  entityConfig,
  entityModel,
  pk,
  sk,
  worstFirst,
  worstFirstPk,
  worstFirstSk,
} from './electrodb.ts';
import type { Table } from './table.ts';

/** The head of an MSP's chain. */
export const AuditHead = z.object({ mspId: MspId, seq: z.number().int().nonnegative(), hash: z.string() });
export type AuditHead = z.output<typeof AuditHead>;

/** The number in a key, padded so that keys sort as numbers do. */
export const toSeqKey = (seq: number): string => String(seq).padStart(12, '0');

const rowEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('auditRow'),
      attributes: {
        ...attributesOf(AuditRow, shapeVersion, ['mspId', 'memberId']),
        seqKey: { type: 'string', hidden: true, required: true },
      },
      indexes: {
        record: { pk: pk(['mspId'], 'AUDIT#${mspId}'), sk: sk(['seqKey'], 'ROW#${seqKey}') },
        // The rows of one member, so that a member or viewer can see them without reading those of others.
        byMember: {
          index: worstFirst,
          pk: worstFirstPk(['mspId', 'memberId'], 'AUDIT#${mspId}#${memberId}'),
          sk: worstFirstSk(['seqKey'], 'ROW#${seqKey}'),
        },
      },
    },
    entityConfig(table),
  );

const headEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('auditHead'),
      attributes: attributesOf(AuditHead, shapeVersion, ['mspId']),
      indexes: { record: { pk: pk(['mspId'], 'AUDITHEAD#${mspId}'), sk: sk([], 'HEAD') } },
    },
    entityConfig(table),
  );

/** In a partition of its own, because these items are deleted, and audit rows never are. */
const openEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('auditOpen'),
      attributes: attributesOf(OpenPair, pairShapeVersion, ['mspId', 'pairKey']),
      indexes: { record: { pk: pk(['mspId'], 'AUDITOPEN#${mspId}'), sk: sk(['pairKey'], 'PAIR#${pairKey}') } },
    },
    entityConfig(table),
  );

const waitingEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('auditWaiting'),
      attributes: attributesOf(WaitingEntry, waitingShapeVersion, ['mspId', 'waitingId']),
      indexes: {
        record: { pk: pk(['mspId'], 'AUDITWAITING#${mspId}'), sk: sk(['waitingId'], 'ENTRY#${waitingId}') },
      },
    },
    entityConfig(table),
  );

/** The rows, the heads, the open pairs and the waiting entries of the audit logs, for one transaction. */
export const auditService = (table: Table) =>
  new Service(
    { row: rowEntity(table), head: headEntity(table), open: openEntity(table), waiting: waitingEntity(table) },
    entityConfig(table),
  );
export type AuditService = ReturnType<typeof auditService>;
