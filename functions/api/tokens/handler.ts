import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { createToken } from './create-token.ts';
import { listTokens } from './list-tokens.ts';
import { revokeToken } from './revoke-token.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { listTokens, createToken, revokeToken });
