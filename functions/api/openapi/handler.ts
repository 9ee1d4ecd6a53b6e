import { statelessApiHandler } from '#shared/lambda/stateless-api-handler.ts';
import { contract } from './contract.ts';
import { getOpenApi } from './get-open-api.ts';
import { wire } from './wire.ts';

export const handler = statelessApiHandler(contract, wire, { getOpenApi });
