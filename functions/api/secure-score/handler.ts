import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { getSecureScore } from './get-secure-score.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { getSecureScore });
