import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { getRun } from './get-run.ts';
import { listRuns } from './list-runs.ts';
import { startSync } from './start-sync.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { startSync, listRuns, getRun });
