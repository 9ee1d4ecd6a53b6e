import { z } from 'zod';
import { CalendarDate } from '#shared/kernel/clock.ts';
import type { Credential } from '#shared/kernel/credential.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { readCertificate } from './pasted-certificate.ts';
import { SecretText } from './secret-text.ts';

export const PastedCredential = z
  .strictObject({
    kind: z.enum(['secret', 'certificate']),
    /** The Value of the secret, or PEM text with the certificate and its unencrypted private key. */
    value: SecretText,
    /** The expiry date of the secret; a certificate contains its own. */
    expiresOn: CalendarDate.optional(),
  })
  .meta({
    id: 'NewCredential',
    description: 'What the application signs in with from now on; it is never shown again.',
  });
export type PastedCredential = z.output<typeof PastedCredential>;

const guid = /^[{(]?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}[)}]?$/i;

const looksLikeItsId = 'this looks like the Secret ID; paste the Value';

export interface ReadCredential {
  readonly credential: Credential;
  readonly expiresOn: string | null;
}

/**
 * Reads and checks a pasted credential without asking Microsoft. The Value of a secret is never a GUID, and the Secret
 * ID always is.
 */
export const readPastedCredential = (pasted: PastedCredential): ReadCredential => {
  if (pasted.kind === 'certificate') return readCertificate(pasted.value);
  if (guid.test(pasted.value.reveal().trim())) {
    throw new AppError('SecretInvalid', looksLikeItsId, {
      pointers: [{ in: 'body', pointer: '/credential/value', detail: looksLikeItsId }],
    });
  }
  return { credential: { kind: 'secret', value: pasted.value }, expiresOn: pasted.expiresOn ?? null };
};
