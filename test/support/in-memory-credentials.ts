import type { CredentialStore } from '#shared/aws/credential-store.ts';
import type { Credential } from '#shared/kernel/credential.ts';
import { AppError } from '#shared/kernel/errors.ts';

/** A credential store in memory; `held` shows its content. */
export const inMemoryCredentials = () => {
  const held = new Map<string, Credential>();
  const store: CredentialStore = {
    async read(mspId, connectionId) {
      const credential = held.get(`${mspId}/${connectionId}`);
      if (credential === undefined) throw new AppError('StoreUnavailable', 'there is no such secret');
      return credential;
    },
    async store(mspId, connectionId, credential) {
      held.set(`${mspId}/${connectionId}`, credential);
    },
    async remove(mspId, connectionId) {
      held.delete(`${mspId}/${connectionId}`);
    },
  };
  return { ...store, held };
};
