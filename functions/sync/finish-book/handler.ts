import { taskHandler } from '#shared/lambda/task-handler.ts';
import { contract } from './contract.ts';
import { finishBook } from './finish-book.ts';
import { wire } from './wire.ts';

export const handler = taskHandler(contract, wire, finishBook);
