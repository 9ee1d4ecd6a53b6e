import { taskHandler } from '#shared/lambda/task-handler.ts';
import { contract } from './contract.ts';
import { tallyPage } from './tally-page.ts';
import { wire } from './wire.ts';

export const handler = taskHandler(contract, wire, tallyPage);
