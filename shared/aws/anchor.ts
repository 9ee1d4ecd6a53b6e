import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '#shared/kernel/canonical-json.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { MspId } from '#shared/kernel/ids.ts';

/** Where the chain of an MSP stood at an instant, kept where whoever can write to the table cannot. */
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

/** The anchor as one line of JSON. */
export const signAnchor = (anchor: Anchor, key: Buffer): string =>
  canonicalJson({ ...anchor, signature: signatureOf(anchor, key) });

/** The anchor of a line, where its signature is ours and it is of that MSP; undefined for anything else. */
export const readAnchor = (line: string, mspId: MspId, key: Buffer): Anchor | undefined => {
  const parsed = SignedAnchor.safeParse(jsonOf(line));
  if (!parsed.success || parsed.data.mspId !== mspId) return undefined;
  const { signature, ...anchor } = parsed.data;
  const [given, own] = [Buffer.from(signature), Buffer.from(signatureOf(anchor, key))];
  return given.length === own.length && timingSafeEqual(given, own) ? anchor : undefined;
};

/** undefined where the text is no JSON: such a line is no anchor. */
const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
