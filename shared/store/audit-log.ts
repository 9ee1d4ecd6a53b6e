import { type AuditAppends, auditAppends } from './audit-appends.ts';
import { auditService } from './audit-entity.ts';
import { type AuditReads, auditReads } from './audit-reads.ts';
import type { Table } from './table.ts';

/** The audit log of each MSP: a chain of rows that is only appended to. */
export interface AuditLog extends AuditReads, AuditAppends {}

export const auditLog = (table: Table): AuditLog => {
  const service = auditService(table);
  const reads = auditReads(service);
  return { ...reads, ...auditAppends(table, service, reads) };
};
