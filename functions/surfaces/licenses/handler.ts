import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { licenses } from '#shared/surfaces/licenses/surface.ts';

export const handler = collectSurface(licenses);
