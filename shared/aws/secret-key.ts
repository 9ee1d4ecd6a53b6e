import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AppError } from '#shared/kernel/errors.ts';

/** One of our own secret keys, read once per cold start. Fewer than 16 bytes is a deployment error. */
export const secretKey = (secretId: string, name: string): (() => Promise<Buffer>) => {
  let key: Buffer | undefined;
  const client = new SecretsManagerClient({
    maxAttempts: 3,
    requestHandler: { requestTimeout: 5_000, connectionTimeout: 2_000 },
  });
  return async () => {
    key ??= await read(client, secretId, name);
    return key;
  };
};

const read = async (client: SecretsManagerClient, secretId: string, name: string): Promise<Buffer> => {
  let text: string | undefined;
  try {
    text = (await client.send(new GetSecretValueCommand({ SecretId: secretId }))).SecretString;
  } catch (cause) {
    throw new AppError('StoreUnavailable', `the ${name} could not be read`, {}, { cause });
  }
  const bytes = Buffer.from(text ?? '', 'utf8');
  if (bytes.length < 16) throw new Error(`the ${name} has ${bytes.length} bytes; 16 or more are wanted`);
  return bytes;
};
