import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { getFinding } from './get-finding.ts';
import { listCustomerFindings } from './list-customer-findings.ts';
import { listFindings } from './list-findings.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { listFindings, listCustomerFindings, getFinding });
