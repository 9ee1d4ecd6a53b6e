import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { directoryAudits } from '#shared/surfaces/directory-audits/surface.ts';

export const handler = collectSurface(directoryAudits);
