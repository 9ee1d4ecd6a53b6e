import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { inboxRules } from '#shared/surfaces/inbox-rules/surface.ts';

export const handler = collectSurface(inboxRules);
