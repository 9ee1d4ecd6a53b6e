import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { securityDefaults } from '#shared/surfaces/security-defaults/surface.ts';

export const handler = collectSurface(securityDefaults);
