import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { getMe } from './get-me.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { getMe });
