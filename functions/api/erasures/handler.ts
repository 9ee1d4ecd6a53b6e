import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { createErasure } from './create-erasure.ts';
import { getErasure } from './get-erasure.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { createErasure, getErasure });
