import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { licences } from '#shared/surfaces/licences/surface.ts';

export const handler = collectSurface(licences);
