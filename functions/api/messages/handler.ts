import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { listMessages } from './list-messages.ts';
import { readMessageBody } from './read-message-body.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { listMessages, readMessageBody });
