import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { getServiceHealth } from './get-service-health.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { getServiceHealth });
