import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { appGrants } from '#shared/surfaces/app-grants/surface.ts';

export const handler = collectSurface(appGrants);
