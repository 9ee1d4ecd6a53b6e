import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { usage } from '#shared/surfaces/usage/surface.ts';

export const handler = collectSurface(usage);
