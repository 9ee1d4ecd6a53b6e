import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { getHub } from './get-hub.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { getHub });
