import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { serviceHealth } from '#shared/surfaces/service-health/surface.ts';

export const handler = collectSurface(serviceHealth);
