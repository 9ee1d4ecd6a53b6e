import { z } from 'zod';
import { CalendarDate } from '#shared/kernel/clock.ts';
import type { Credential } from '#shared/kernel/credential.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { readCertificate } from './pasted-certificate.ts';
import { SecretText } from './secret-text.ts';

export const PastedCredential = z.strictObject({
  kind: z.enum(['secret', 'certificate']),
  /** The secret's Value; or PEM text with the certificate and its unencrypted private key. */
  value: SecretText,
  /** When the secret ends; a certificate says it itself. */
  expiresOn: CalendarDate.optional(),
});
export type PastedCredential = z.output<typeof PastedCredential>;

const guid = /^[{(]?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}[)}]?$/i;

const looksLikeItsId = 'this looks like the Secret ID; paste the Value';

export interface ReadCredential {
  readonly credential: Credential;
  readonly expiresOn: string | null;
}

/** What a person pasted, read and judged without asking anybody. A secret's Value is never a GUID; its ID always is. */
export const readPastedCredential = (pasted: PastedCredential): ReadCredential => {
  if (pasted.kind === 'certificate') return readCertificate(pasted.value);
  if (guid.test(pasted.value.reveal().trim())) {
    throw new AppError('SecretInvalid', looksLikeItsId, {
      pointers: [{ in: 'body', pointer: '/credential/value', detail: looksLikeItsId }],
    });
  }
  return { credential: { kind: 'secret', value: pasted.value }, expiresOn: pasted.expiresOn ?? null };
};
