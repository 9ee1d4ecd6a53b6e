import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { type DeploymentTarget, secretArn } from '../assembly/identity.ts';
import { parseStored } from '../parse-stored.ts';
import { throwServiceException } from './service-exception.ts';

const Version = z.object({
  versionId: z.string(),
  value: z.string().optional(),
  binary: z.string().optional(),
  stages: z.array(z.string()),
  createdAt: z.string(),
});
export type Version = z.output<typeof Version>;

export const StoredSecret = z.object({
  name: z.string(),
  arn: z.string(),
  description: z.string().optional(),
  tags: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
  createdAt: z.string(),
  deletedAt: z.string().optional(),
  versions: z.array(Version),
});
export type StoredSecret = z.output<typeof StoredSecret>;

/** Stores secrets in memory, and in a file that only this user may read when the data is kept. */
export class SecretVault {
  readonly #deployment: DeploymentTarget;
  readonly #file: string | undefined;
  readonly #secrets = new Map<string, StoredSecret>();

  constructor(deployment: DeploymentTarget, file?: string) {
    this.#deployment = deployment;
    this.#file = file;
    for (const secret of file === undefined ? [] : readSecrets(file)) this.#secrets.set(secret.name, secret);
  }

  get all(): readonly StoredSecret[] {
    return [...this.#secrets.values()];
  }

  arnFor(name: string): string {
    return secretArn(this.#deployment, name);
  }

  /** Finds a secret by name, ARN, or ARN without its random suffix. */
  find(id: string): StoredSecret | undefined {
    return (
      this.#secrets.get(id) ??
      this.all.find(({ arn, name }) => arn === id || (id.startsWith('arn:') && id.endsWith(`:secret:${name}`)))
    );
  }

  get(id: string): StoredSecret {
    return (
      this.find(id) ??
      throwServiceException('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
    );
  }

  put(secret: StoredSecret): void {
    this.#secrets.set(secret.name, secret);
    this.#save();
  }

  delete(secret: StoredSecret): void {
    this.#secrets.delete(secret.name);
    this.#save();
  }

  #save(): void {
    if (this.#file === undefined) return;
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.all), { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
  }
}

const readSecrets = (file: string): readonly StoredSecret[] => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    // the first start with this folder
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  return parseStored(file, text, z.array(StoredSecret));
};
