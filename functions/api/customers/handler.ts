import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { createCustomer } from './create-customer.ts';
import { deleteCustomer } from './delete-customer.ts';
import { getCustomer } from './get-customer.ts';
import { listCustomers } from './list-customers.ts';
import { updateCustomer } from './update-customer.ts';
import { wire } from './wire.ts';

const useCases = { listCustomers, createCustomer, getCustomer, updateCustomer, deleteCustomer };
export const handler = apiHandler(contract, wire, useCases);
