import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { riskyUsers } from '#shared/surfaces/risky-users/surface.ts';

export const handler = collectSurface(riskyUsers);
