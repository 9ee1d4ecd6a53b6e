import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '#shared/kernel/canonical-json.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { MspId } from '#shared/kernel/ids.ts';

/** The head of an MSP's audit chain at an instant, stored where nobody who can write to the table can change it. */
export const Anchor = z.object({
  mspId: MspId,
  seq: z.number().int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: Instant,
});
export type Anchor = z.output<typeof Anchor>;

const SignedAnchor = Anchor.extend({ signature: z.string() });

/** HMAC-SHA-256 over the canonical form, in hex. */
const signatureOf = ({ mspId, seq, hash, at }: Anchor, key: Buffer): string =>
  createHmac('sha256', key).update(canonicalJson({ mspId, seq, hash, at })).digest('hex');

/** The anchor as one line of JSON, with its signature. */
export const signAnchor = (anchor: Anchor, key: Buffer): string =>
  canonicalJson({ ...anchor, signature: signatureOf(anchor, key) });

/** The anchor in a line. Undefined unless the signature is ours and the anchor belongs to that MSP. */
export const readAnchor = (line: string, mspId: MspId, key: Buffer): Anchor | undefined => {
  const parsed = SignedAnchor.safeParse(jsonOf(line));
  if (!parsed.success || parsed.data.mspId !== mspId) return undefined;
  const { signature, ...anchor } = parsed.data;
  const [given, own] = [Buffer.from(signature), Buffer.from(signatureOf(anchor, key))];
  return given.length === own.length && timingSafeEqual(given, own) ? anchor : undefined;
};

/** Undefined where the text is not JSON: such a line is not an anchor. */
const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
