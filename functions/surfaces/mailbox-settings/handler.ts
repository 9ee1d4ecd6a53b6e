import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { mailboxSettings } from '#shared/surfaces/mailbox-settings/surface.ts';

export const handler = collectSurface(mailboxSettings);
