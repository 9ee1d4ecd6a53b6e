import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import type { z } from 'zod';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';

type Caller = Pick<MemberScope, 'mspId' | 'memberId'>;

export interface Cursors {
  /** `list` names the list and its filters, as `listName` makes it. `position` is any JSON value. */
  encode(scope: Caller, list: string, position: unknown): Promise<string>;
  /** Throws `InvalidCursor` unless the cursor was made for this MSP, member and list and contains such a position. */
  decode<Position extends z.ZodType>(
    scope: Caller,
    list: string,
    text: string,
    position: Position,
  ): Promise<z.output<Position>>;
}

/** The name of a list with its filters, whatever their order in the query. `limit` and `cursor` are not filters. */
export const listName = (name: string, query: Readonly<Record<string, unknown>> = {}): string => {
  const filters = Object.entries(query).filter(
    ([key, value]) => key !== 'limit' && key !== 'cursor' && value !== undefined,
  );
  return JSON.stringify([name, ...filters.toSorted(([a], [b]) => (a < b ? -1 : 1))]);
};

const ivBytes = 12;
const tagBytes = 16;
const derive = (key: Buffer, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', purpose, 32));
const owner = (scope: Caller, list: string): Buffer =>
  Buffer.from(JSON.stringify([1, scope.mspId, scope.memberId, list]));

/**
 * Cursors: positions in a list, encrypted with AES-256-GCM for one MSP, member and query. A cursor discloses nothing
 * about items that a member may not see, and it is refused when it was changed or is used elsewhere. The nonce is a MAC
 * of the plain text, so an unchanged page has an unchanged ETag.
 */
export const openCursors = (key: () => Promise<Buffer>): Cursors => ({
  encode: async (scope, list, position) => {
    const root = await key();
    const plain = Buffer.from(JSON.stringify(position));
    const aad = owner(scope, list);
    const iv = createHmac('sha256', derive(root, 'nonce')).update(aad).update(plain).digest().subarray(0, ivBytes);
    const cipher = createCipheriv('aes-256-gcm', derive(root, 'seal'), iv).setAAD(aad);
    const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
  },
  decode: async (scope, list, text, schema) => {
    const root = await key();
    const bytes = Buffer.from(text, 'base64url');
    if (bytes.length <= ivBytes + tagBytes || bytes.toString('base64url') !== text) throw refused();
    const decipher = createDecipheriv('aes-256-gcm', derive(root, 'seal'), bytes.subarray(0, ivBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(owner(scope, list)).setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    let plain: string;
    try {
      plain = decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
    } catch (cause) {
      throw refused(cause);
    }
    const parsed = schema.safeParse(JSON.parse(plain));
    if (!parsed.success) throw refused(parsed.error);
    return parsed.data;
  },
});

const refused = (cause?: unknown): AppError =>
  new AppError('InvalidCursor', 'the cursor was not made for this list; begin again without it', {}, { cause });
