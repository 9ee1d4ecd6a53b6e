import { taskHandler } from '#shared/lambda/task-handler.ts';
import { contract } from './contract.ts';
import { probeMailbox } from './probe-mailbox.ts';
import { wire } from './wire.ts';

export const handler = taskHandler(contract, wire, probeMailbox);
