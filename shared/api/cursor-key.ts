import { ownKey } from '#shared/credentials/own-key.ts';

/** The key that seals cursors. */
export const cursorKey = (secretId: string): (() => Promise<Buffer>) => ownKey(secretId, 'cursor key');
