import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { getHardening } from './get-hardening.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { getHardening });
