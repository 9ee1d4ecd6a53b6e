import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { listDirectoryChanges } from './list-directory-changes.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { listDirectoryChanges });
