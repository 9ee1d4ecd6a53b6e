import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { getSharing } from './get-sharing.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { getSharing });
