import { taskHandler } from '#shared/lambda/task-handler.ts';
import { authorize } from './authorize.ts';
import { contract } from './contract.ts';
import { wire } from './wire.ts';

export const handler = taskHandler(contract, wire, authorize);
