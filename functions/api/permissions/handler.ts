import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { getPermissions } from './get-permissions.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { getPermissions });
