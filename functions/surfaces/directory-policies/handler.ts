import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { directoryPolicies } from '#shared/surfaces/directory-policies/surface.ts';

export const handler = collectSurface(directoryPolicies);
