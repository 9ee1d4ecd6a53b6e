import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { getLicenses } from './get-licenses.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { getLicenses });
