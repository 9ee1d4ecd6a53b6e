import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { getAdmins } from './get-admins.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { getAdmins });
