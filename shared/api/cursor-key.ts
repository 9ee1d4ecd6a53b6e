import { ownKey } from '#shared/aws/secret-key.ts';

/** The key that seals cursors. */
export const cursorKey = (secretId: string): (() => Promise<Buffer>) => ownKey(secretId, 'cursor key');
