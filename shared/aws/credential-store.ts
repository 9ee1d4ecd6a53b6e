import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { type Clock, systemClock } from '#shared/kernel/clock.ts';
import type { CredentialName } from '#shared/kernel/credential-name.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MspId } from '#shared/kernel/ids.ts';
import { Secret } from '#shared/kernel/secret.ts';
import type { Credential } from '../kernel/credential.ts';

const Stored = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('secret'), value: z.string().min(1) }),
  z.object({
    kind: z.literal('certificate'),
    privateKeyPem: z.string().min(1),
    certificatePem: z.string().min(1),
    thumbprintSha256: z.string().min(1),
  }),
]);

/** A rotated credential is seen by every warm function after this long at the latest. */
const cachedForMilliseconds = 5 * 60_000;

export interface CredentialStore {
  /** `StoreUnavailable` where there is none or it cannot be reached. `fresh` reads past the cache, after Microsoft refused what was in it. */
  read(mspId: MspId, name: CredentialName, options?: { readonly fresh?: boolean }): Promise<Credential>;
  store(mspId: MspId, name: CredentialName, credential: Credential): Promise<void>;
  /** Gone at once, and no error where there is none. */
  remove(mspId: MspId, name: CredentialName): Promise<void>;
}

/** Credentials in Secrets Manager, one secret a connection and one of the MSP's own app, below `prefix`. Each call gives up after 5 s. */
export const openCredentialStore = (prefix: string, clock: Clock = systemClock): CredentialStore => {
  const client = new SecretsManagerClient({
    maxAttempts: 3,
    requestHandler: { requestTimeout: 5_000, connectionTimeout: 2_000 },
  });
  const cache = new Map<string, { readonly credential: Credential; readonly at: number }>();
  const nameOf = (mspId: MspId, name: CredentialName): string => `${prefix}${mspId}/${name}`;

  return {
    async read(mspId, credentialName, options = {}) {
      const name = nameOf(mspId, credentialName);
      const now = clock.now().getTime();
      const known = cache.get(name);
      if (!options.fresh && known !== undefined && Math.abs(now - known.at) < cachedForMilliseconds) {
        return known.credential;
      }
      const { SecretString } = await reached(() => client.send(new GetSecretValueCommand({ SecretId: name })));
      const credential = parse(SecretString);
      cache.set(name, { credential, at: now });
      return credential;
    },

    async store(mspId, name, credential) {
      const Name = nameOf(mspId, name);
      const SecretString = JSON.stringify(plain(credential));
      cache.delete(Name);
      await reached(async () => {
        try {
          await client.send(new CreateSecretCommand({ Name, SecretString }));
        } catch (error) {
          if (!(error instanceof ResourceExistsException)) throw error;
          await client.send(new PutSecretValueCommand({ SecretId: Name, SecretString }));
        }
      });
    },

    async remove(mspId, name) {
      const SecretId = nameOf(mspId, name);
      cache.delete(SecretId);
      await reached(async () => {
        try {
          await client.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
        } catch (error) {
          if (!(error instanceof ResourceNotFoundException)) throw error;
        }
      });
    },
  };
};

const plain = (credential: Credential): z.input<typeof Stored> =>
  credential.kind === 'secret'
    ? { kind: 'secret', value: credential.value.reveal() }
    : {
        kind: 'certificate',
        privateKeyPem: credential.privateKeyPem.reveal(),
        certificatePem: credential.certificatePem,
        thumbprintSha256: credential.thumbprintSha256,
      };

const parse = (text: string | undefined): Credential => {
  const stored = Stored.parse(JSON.parse(text ?? 'null'));
  return stored.kind === 'secret'
    ? { kind: 'secret', value: new Secret(stored.value) }
    : { ...stored, privateKeyPem: new Secret(stored.privateKeyPem) };
};

/** The cause is kept out: the SDK's errors may echo a request, and a request holds the secret. */
const reached = async <T>(call: () => Promise<T>): Promise<T> => {
  try {
    return await call();
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    throw new AppError('StoreUnavailable', `the secret store refused or did not answer a call (${name})`);
  }
};
