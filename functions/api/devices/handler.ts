import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { getDevices } from './get-devices.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { getDevices });
