import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { messages } from '#shared/surfaces/messages/surface.ts';

export const handler = collectSurface(messages);
