export type { FactsBySurface } from '#shared/surfaces/facts-by-surface.ts';
