import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { getPrices } from './get-prices.ts';
import { replacePrices } from './replace-prices.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { getPrices, replacePrices });
