import type { z } from 'zod';
import type { Credential } from '#shared/credentials/credential.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { certificateOf } from './certificate.ts';
import type { PastedCredential } from './contract.ts';

const guid = /^[{(]?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}[)}]?$/i;

const looksLikeItsId = 'this looks like the Secret ID; paste the Value';

/** What a person pasted, read and judged without asking anybody. A secret's Value is never a GUID; its ID always is. */
export const readPasted = (
  pasted: z.output<typeof PastedCredential>,
): { readonly credential: Credential; readonly expiresOn: string | null } => {
  if (pasted.kind === 'certificate') {
    return certificateOf(pasted.value);
  }
  if (guid.test(pasted.value.reveal().trim())) {
    throw new AppError('SecretInvalid', looksLikeItsId, {
      pointers: [{ in: 'body', pointer: '/credential/value', detail: looksLikeItsId }],
    });
  }
  return { credential: { kind: 'secret', value: pasted.value }, expiresOn: pasted.expiresOn ?? null };
};
