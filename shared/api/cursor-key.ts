import { secretKey } from '#shared/aws/secret-key.ts';

/** The key that encrypts cursors. */
export const cursorKey = (secretId: string): (() => Promise<Buffer>) => secretKey(secretId, 'cursor key');
