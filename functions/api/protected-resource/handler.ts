import { statelessApiHandler } from '#shared/lambda/stateless-api-handler.ts';
import { contract } from './contract.ts';
import { getProtectedResource } from './get-protected-resource.ts';
import { wire } from './wire.ts';

export const handler = statelessApiHandler(contract, wire, { getProtectedResource });
