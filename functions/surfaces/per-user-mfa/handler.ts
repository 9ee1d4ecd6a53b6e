import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { perUserMfa } from '#shared/surfaces/per-user-mfa/surface.ts';

export const handler = collectSurface(perUserMfa);
