import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { exportFindings } from './export-findings.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { exportFindings });
