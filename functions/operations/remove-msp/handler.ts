import { taskHandler } from '#shared/lambda/task-handler.ts';
import { contract } from './contract.ts';
import { removeMsp } from './remove-msp.ts';
import { wire } from './wire.ts';

export const handler = taskHandler(contract, wire, removeMsp);
