import { secretKey } from '#shared/aws/secret-key.ts';

/** The key that seals cursors. */
export const cursorKey = (secretId: string): (() => Promise<Buffer>) => secretKey(secretId, 'cursor key');
