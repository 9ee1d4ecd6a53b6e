import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { listAuditRows } from './list-audit-rows.ts';
import { verifyAudit } from './verify-audit.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { listAuditRows, verifyAudit });
