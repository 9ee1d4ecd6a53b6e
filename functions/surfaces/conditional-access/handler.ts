import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { conditionalAccess } from '#shared/surfaces/conditional-access/surface.ts';

export const handler = collectSurface(conditionalAccess);
