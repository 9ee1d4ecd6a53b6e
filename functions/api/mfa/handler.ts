import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { getMfa } from './get-mfa.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { getMfa });
