import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { getConditionalAccess } from './get-conditional-access.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { getConditionalAccess });
