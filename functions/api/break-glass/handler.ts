import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { markBreakGlass } from './mark-break-glass.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { markBreakGlass });
