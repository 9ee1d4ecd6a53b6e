import { taskHandler } from '#shared/lambda/task-handler.ts';
import { contract } from './contract.ts';
import { evaluateTenant } from './evaluate-tenant.ts';
import { wire } from './wire.ts';

export const handler = taskHandler(contract, wire, evaluateTenant);
