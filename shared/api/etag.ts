import { createHash } from 'node:crypto';

/** A strong ETag of the bytes of a response. */
export const etagOf = (body: string): string =>
  `"${createHash('sha256').update(body).digest('base64url').slice(0, 32)}"`;

/** A weak ETag of content: other bytes may have the same one (RFC 9110, 8.8.1). */
export const weakEtagOf = (content: string): string => `W/${etagOf(content)}`;

const withoutWeakness = (etag: string): string => etag.replace(/^W\//, '');

/** Whether an If-None-Match header matches (RFC 9110, 13.1.2): weak comparison with a list of ETags, or `*`. */
export const matchesEtag = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? '')
    .split(',')
    .map((candidate) => withoutWeakness(candidate.trim()))
    .some((candidate) => candidate === '*' || candidate === withoutWeakness(etag));
