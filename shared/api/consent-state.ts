import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '#shared/kernel/errors.ts';
import { ConsentId, MspId } from '#shared/kernel/ids.ts';

const Claims = z.strictObject({
  mspId: MspId,
  consentId: ConsentId,
  /** Whole seconds since the epoch. */
  until: z.int(),
});
export type ConsentClaims = z.output<typeof Claims>;

const invalid = (): AppError =>
  new AppError('ConsentLinkInvalid', 'this consent link is not valid; ask for a new one where you got it');

const macOf = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(`consent ${text}`).digest();

/**
 * The `state` parameter that goes to Microsoft's consent page and back: the id of the consent request, its expiry and a
 * MAC (HMAC-SHA-256, key `{stage}/keys/consent`). The request itself is stored in the table and can be used once.
 * https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
 */
export const consentStates = (key: () => Promise<Buffer>) => ({
  async seal(claims: ConsentClaims): Promise<string> {
    const text = Buffer.from(JSON.stringify(claims)).toString('base64url');
    return `${text}.${macOf(await key(), text).toString('base64url')}`;
  },

  /**
   * Throws `ConsentLinkInvalid` where we did not sign the state or it was changed, `ConsentLinkExpired` after its
   * expiry.
   */
  async open(state: string, now: Date): Promise<ConsentClaims> {
    const [text = '', mac = '', ...more] = state.split('.');
    const expected = macOf(await key(), text);
    const received = Buffer.from(mac, 'base64url');
    const isOurs =
      more.length === 0 &&
      received.toString('base64url') === mac &&
      received.length === expected.length &&
      timingSafeEqual(received, expected);
    if (!isOurs) throw invalid();
    const claims = Claims.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (claims.until * 1000 > now.getTime()) return claims;
    throw new AppError('ConsentLinkExpired', 'it was valid for 15 minutes; ask for a new one where you got it');
  },
});

export type ConsentStates = ReturnType<typeof consentStates>;
