import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { getLicences } from './get-licences.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { getLicences });
