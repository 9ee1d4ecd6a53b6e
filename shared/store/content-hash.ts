import { createHash } from 'node:crypto';

/**
 * The hash of a content and the version of its shape, independent of the order of keys. Where it is unchanged there is
 * nothing to write. Unlike the canonical form of the audit log it accepts whatever Graph sends, such as a subject that
 * was cut within a surrogate pair.
 */
export const contentHash = (version: number, content: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(ordered({ version, content })))
    .digest('base64url');

const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, each]) => [key, ordered(each)]),
  );
};
