import { taskHandler } from '#shared/lambda/task-handler.ts';
import { contract } from './contract.ts';
import { markSurface } from './mark-surface.ts';
import { wire } from './wire.ts';

export const handler = taskHandler(contract, wire, markSurface);
