import { taskHandler } from '#shared/lambda/task-handler.ts';
import { completeAudit } from './complete-audit.ts';
import { contract } from './contract.ts';
import { wire } from './wire.ts';

export const handler = taskHandler(contract, wire, completeAudit);
