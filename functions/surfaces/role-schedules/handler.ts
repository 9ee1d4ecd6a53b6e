import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { roleSchedules } from '#shared/surfaces/role-schedules/surface.ts';

export const handler = collectSurface(roleSchedules);
