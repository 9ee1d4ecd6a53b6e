import { createHash } from 'node:crypto';

/**
 * Equal content in a shape of equal version has the same hash, whatever the order of its keys: then there is nothing to write. Unlike the canonical form of the
 * audit log it takes whatever Graph sends, a subject that was cut within a character included.
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
