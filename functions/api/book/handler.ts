import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { getBookFinding } from './get-book-finding.ts';
import { listBookCustomers } from './list-book-customers.ts';
import { listBookFindings } from './list-book-findings.ts';
import { listBookSignals } from './list-book-signals.ts';
import { wire } from './wire.ts';

const useCases = { listBookCustomers, listBookFindings, getBookFinding, listBookSignals };
export const handler = apiHandler(contract, wire, useCases);
