import { createHash } from 'node:crypto';
import { contentText } from '#shared/kernel/content.ts';

/** The hash of a content and the version of its shape. Where it is unchanged there is nothing to write. */
export const contentHash = (version: number, content: unknown): string =>
  createHash('sha256').update(contentText({ version, content })).digest('base64url');
