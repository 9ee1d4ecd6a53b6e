import { taskHandler } from '#shared/lambda/task-handler.ts';
import { contract } from './contract.ts';
import { createMsp } from './create-msp.ts';
import { wire } from './wire.ts';

export const handler = taskHandler(contract, wire, createMsp);
