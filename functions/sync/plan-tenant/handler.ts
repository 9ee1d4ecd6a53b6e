import { taskHandler } from '#shared/lambda/task-handler.ts';
import { contract } from './contract.ts';
import { planTenant } from './plan-tenant.ts';
import { wire } from './wire.ts';

export const handler = taskHandler(contract, wire, planTenant);
