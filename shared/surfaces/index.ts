import type { AnySurface } from './define-surface.ts';
import { securityDefaults } from './security-defaults/surface.ts';

/** Every surface we read, in alphabetical order. An architecture test names the line that is missing. */
export const surfaces: readonly AnySurface[] = [securityDefaults];

export const surfaceOf = (id: string): AnySurface | undefined => surfaces.find((surface) => surface.id === id);
