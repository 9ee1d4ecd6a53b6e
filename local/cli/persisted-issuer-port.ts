import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseStored } from '#local/runtime/parse-stored.ts';

/**
 * A member is stored by issuer and subject, and the issuer's URL contains its port. The port is therefore saved beside
 * the database, so that everybody is recognized at the next start.
 */
export const persistedIssuerPort = (dataDir: string | undefined) => {
  if (dataDir === undefined) return { port: 0, save: (_port: number): void => {} };
  const file = join(dataDir, 'issuer-port');
  const read = (): number => {
    if (!existsSync(file)) return 0; // The first start with this folder: any free port will do.
    return parseStored(file, readFileSync(file, 'utf8'), z.int().min(1).max(65_535));
  };
  return {
    port: read(),
    save: (port: number): void => {
      mkdirSync(dataDir, { recursive: true, mode: 0o700 });
      writeFileSync(file, String(port), { mode: 0o600 });
    },
  };
};
