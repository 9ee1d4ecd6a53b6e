import type { Credential } from '#shared/kernel/credential.ts';
import { credentialErrors } from '#shared/kernel/credential-refusals.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import type { Secret } from '#shared/kernel/secret.ts';

const materialOf = (credential: Credential): string =>
  credential.kind === 'secret' ? credential.value.reveal() : credential.privateKeyPem.reveal();

/**
 * Tokens of a credential that may be rotated while a function holds it. When Entra refuses it, the credential is read
 * again once, past every cache, and a changed credential is tried. A rotation therefore causes no failed runs.
 */
export const withCredentialRotation = (
  first: Credential,
  tokenOf: (credential: Credential, fresh: boolean) => Promise<Secret>,
  reread: (() => Promise<Credential>) | undefined,
): ((fresh: boolean) => Promise<Secret>) => {
  let credential = first;
  return async (fresh) => {
    try {
      return await tokenOf(credential, fresh);
    } catch (error) {
      if (reread === undefined || !isAppError(error, ...credentialErrors)) throw error;
      const current = await reread();
      if (materialOf(current) === materialOf(credential)) throw error;
      credential = current;
      return await tokenOf(credential, fresh);
    }
  };
};
