import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { getThreats } from './get-threats.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { getThreats });
