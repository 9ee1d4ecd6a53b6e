import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { secureScore } from '#shared/surfaces/secure-score/surface.ts';

export const handler = collectSurface(secureScore);
