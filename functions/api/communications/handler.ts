import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { useCases } from './use-cases.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, useCases);
