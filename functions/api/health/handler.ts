import { statelessApiHandler } from '#shared/lambda/stateless-api-handler.ts';
import { contract } from './contract.ts';
import { getHealth } from './get-health.ts';
import { wire } from './wire.ts';

export const handler = statelessApiHandler(contract, wire, { getHealth });
