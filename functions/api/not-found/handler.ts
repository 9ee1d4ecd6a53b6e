import { notFoundHandler } from '#shared/lambda/not-found-handler.ts';
import { wire } from './wire.ts';

export const handler = notFoundHandler(wire());
