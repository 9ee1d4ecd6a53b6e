import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { transitionFinding } from './transition-finding.ts';
import { transitionFindings } from './transition-findings.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { transitionFinding, transitionFindings });
