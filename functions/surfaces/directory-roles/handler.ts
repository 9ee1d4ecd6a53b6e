import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { directoryRoles } from '#shared/surfaces/directory-roles/surface.ts';

export const handler = collectSurface(directoryRoles);
