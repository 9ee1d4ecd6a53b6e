import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { domains } from '#shared/surfaces/domains/surface.ts';

export const handler = collectSurface(domains);
