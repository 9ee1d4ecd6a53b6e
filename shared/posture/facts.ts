import type { SecurityDefaults } from '#shared/surfaces/security-defaults/schema.ts';

/** Which record each surface leaves: the one place that joins a surface's id to the type of its facts. */
export interface FactsBySurface {
  'security-defaults': SecurityDefaults;
}
