import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { listConnectionVerdicts } from './list-connection-verdicts.ts';
import { listCustomerVerdicts } from './list-customer-verdicts.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { listCustomerVerdicts, listConnectionVerdicts });
