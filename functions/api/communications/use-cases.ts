import { listEvents } from './list-events.ts';
import { listMessages } from './list-messages.ts';
import { readEventBody } from './read-event-body.ts';
import { readMessageBody } from './read-message-body.ts';

export const useCases = { listMessages, readMessageBody, listEvents, readEventBody };
