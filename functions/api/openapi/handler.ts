import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { getOpenApi } from './get-open-api.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { getOpenApi });
