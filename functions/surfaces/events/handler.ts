import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { events } from '#shared/surfaces/events/surface.ts';

export const handler = collectSurface(events);
