import { taskHandler } from '#shared/lambda/task-handler.ts';
import { contract } from './contract.ts';
import { finishRun } from './finish-run.ts';
import { wire } from './wire.ts';

export const handler = taskHandler(contract, wire, finishRun);
