import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { organization } from '#shared/surfaces/organization/surface.ts';

export const handler = collectSurface(organization);
