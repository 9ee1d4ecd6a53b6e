import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { deleteContract } from './delete-contract.ts';
import { getContract } from './get-contract.ts';
import { replaceContract } from './replace-contract.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { getContract, replaceContract, deleteContract });
