import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type CallBudget, clientOptions } from './client-options.ts';
import { vendorCall } from './vendor-call.ts';

/** One of our own secret keys, read once per cold start. Fewer than 16 bytes is a deployment error. */
export const secretKey = (secretId: string, name: string, budget?: CallBudget): (() => Promise<Buffer>) => {
  let key: Buffer | undefined;
  const client = new SecretsManagerClient(clientOptions(budget));
  return async () => {
    key ??= await read(client, secretId, name);
    return key;
  };
};

const read = async (client: SecretsManagerClient, secretId: string, name: string): Promise<Buffer> => {
  const { SecretString = '' } = await vendorCall(`store of the ${name}`, () =>
    client.send(new GetSecretValueCommand({ SecretId: secretId })),
  );
  const bytes = Buffer.from(SecretString, 'utf8');
  if (bytes.length < 16) throw new Error(`the ${name} has ${bytes.length} bytes; 16 or more are wanted`);
  return bytes;
};
