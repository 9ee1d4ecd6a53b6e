import type { CredentialStore } from '#shared/aws/credential-store.ts';
import type { Credential } from '#shared/kernel/credential.ts';
import { AppError } from '#shared/kernel/errors.ts';

/** A secret store in memory, which tells what it holds. */
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
