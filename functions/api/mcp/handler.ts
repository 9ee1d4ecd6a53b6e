import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { sendMcpMessage } from './send-mcp-message.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { sendMcpMessage });
