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
import type { MspId } from '#shared/kernel/ids.ts';
import { Secret } from '#shared/kernel/secret.ts';
import type { Credential } from '../kernel/credential.ts';
import { type CallBudget, clientOptions } from './client-options.ts';
import { vendorCall } from './vendor-call.ts';

const Stored = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('secret'), value: z.string().min(1) }),
  z.object({
    kind: z.literal('certificate'),
    privateKeyPem: z.string().min(1),
    certificatePem: z.string().min(1),
    thumbprintSha256: z.string().min(1),
  }),
]);

/** After a rotation every warm function sees the new credential after at most this long. */
const cachedForMilliseconds = 5 * 60_000;

export interface CredentialStore {
  /**
   * `StoreUnavailable` where there is none or it cannot be reached. `fresh` bypasses the cache, for when Microsoft
   * refused the cached credential.
   */
  read(mspId: MspId, name: CredentialName, options?: { readonly fresh?: boolean }): Promise<Credential>;
  store(mspId: MspId, name: CredentialName, credential: Credential): Promise<void>;
  /** Deletes at once. Not an error where there is none. */
  remove(mspId: MspId, name: CredentialName): Promise<void>;
}

/**
 * Credentials in Secrets Manager below `prefix`: one secret per connection and one for the MSP's own app.
 */
export const openCredentialStore = (
  prefix: string,
  clock: Clock = systemClock,
  budget?: CallBudget,
): CredentialStore => {
  const client = new SecretsManagerClient(clientOptions(budget));
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
      const { SecretString } = await callSecretsManager(() =>
        client.send(new GetSecretValueCommand({ SecretId: name })),
      );
      const credential = parse(SecretString);
      cache.set(name, { credential, at: now });
      return credential;
    },

    async store(mspId, name, credential) {
      const Name = nameOf(mspId, name);
      const SecretString = JSON.stringify(serializable(credential));
      cache.delete(Name);
      await callSecretsManager(async () => {
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
      await callSecretsManager(async () => {
        try {
          await client.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
        } catch (error) {
          if (!(error instanceof ResourceNotFoundException)) throw error;
        }
      });
    },
  };
};

const serializable = (credential: Credential): z.input<typeof Stored> =>
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

/** The cause is left out: errors of the SDK may contain the request, and the request contains the secret. */
const callSecretsManager = <Result>(call: () => Promise<Result>): Promise<Result> =>
  vendorCall('secret store', call, { hidesCause: true });
