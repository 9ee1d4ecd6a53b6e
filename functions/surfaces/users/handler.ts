import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { users } from '#shared/surfaces/users/surface.ts';

export const handler = collectSurface(users);
