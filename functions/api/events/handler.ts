import { apiHandler } from '#shared/lambda/api-handler.ts';
import { contract } from './contract.ts';
import { listEvents } from './list-events.ts';
import { readEventBody } from './read-event-body.ts';
import { wire } from './wire.ts';

export const handler = apiHandler(contract, wire, { listEvents, readEventBody });
