import type { Credential } from '#shared/kernel/credential.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import type { Secret } from '#shared/kernel/secret.ts';

/** Refusals that go away where the credential was replaced a moment ago. */
const ofTheCredential = ['SecretInvalid', 'SecretExpired'] as const;

const materialOf = (credential: Credential): string =>
  credential.kind === 'secret' ? credential.value.reveal() : credential.privateKeyPem.reveal();

/**
 * Tokens of a credential that may be replaced while a function holds it: one that Entra refuses is read again once, past every cache, and where another one
 * stands there by now that is tried. So a rotation leaves no gap for what is running.
 */
export const withCredentialRotation = (
  first: Credential,
  tokenOf: (credential: Credential, fresh: boolean) => Promise<Secret>,
  renew: (() => Promise<Credential>) | undefined,
): ((fresh: boolean) => Promise<Secret>) => {
  let credential = first;
  return async (fresh) => {
    try {
      return await tokenOf(credential, fresh);
    } catch (error) {
      if (renew === undefined || !isAppError(error, ...ofTheCredential)) throw error;
      const standing = await renew();
      if (materialOf(standing) === materialOf(credential)) throw error;
      credential = standing;
      return await tokenOf(credential, fresh);
    }
  };
};
