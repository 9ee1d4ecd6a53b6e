import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AppError } from '#shared/kernel/errors.ts';

/** The key that seals cursors, read once a cold start. Anything but 16 bytes or more is a mistake of the deployment. */
export const cursorKey = (secretId: string): (() => Promise<Buffer>) => {
  let key: Buffer | undefined;
  const client = new SecretsManagerClient({
    maxAttempts: 3,
    requestHandler: { requestTimeout: 5_000, connectionTimeout: 2_000 },
  });
  return async () => {
    key ??= await read(client, secretId);
    return key;
  };
};

const read = async (client: SecretsManagerClient, secretId: string): Promise<Buffer> => {
  let text: string | undefined;
  try {
    text = (await client.send(new GetSecretValueCommand({ SecretId: secretId }))).SecretString;
  } catch (cause) {
    throw new AppError('StoreUnavailable', 'the cursor key could not be read', {}, { cause });
  }
  const bytes = Buffer.from(text ?? '', 'utf8');
  if (bytes.length < 16) throw new Error(`the cursor key has ${bytes.length} bytes; 16 or more are wanted`);
  return bytes;
};
