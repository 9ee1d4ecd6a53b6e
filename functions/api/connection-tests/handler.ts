import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { testConnection } from './test-connection.ts';
import { testNewConnection } from './test-new-connection.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { testNewConnection, testConnection });
