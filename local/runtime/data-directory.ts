import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const dataFiles = /^(dynamodb\.sqlite(-wal|-shm)?|secrets\.json|log-groups\.jsonl|issuer-port|stack\.json)$/;

/** Makes the folder of kept data. What an earlier version left readable for others becomes private to this user. */
export const prepareDataDirectory = (dataDir: string): void => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(dataDir)) if (dataFiles.test(name)) chmodSync(join(dataDir, name), 0o600);
};
