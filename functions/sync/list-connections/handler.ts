import { taskHandler } from '#shared/lambda/task-handler.ts';
import { contract } from './contract.ts';
import { listDueConnections } from './list-due-connections.ts';
import { wire } from './wire.ts';

export const handler = taskHandler(contract, wire, listDueConnections);
