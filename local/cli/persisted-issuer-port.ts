import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A member is stored by issuer and subject, and the issuer's URL contains its port. The port is therefore saved beside
 * the database, so that everybody is recognized at the next start.
 */
export const persistedIssuerPort = (dataDir: string | undefined) => {
  if (dataDir === undefined) return { port: 0, save: (_port: number): void => {} };
  const file = join(dataDir, 'issuer-port');
  const read = (): number => {
    try {
      return Number(readFileSync(file, 'utf8'));
    } catch {
      return 0; // The first start with this folder: any free port will do.
    }
  };
  return {
    port: read(),
    save: (port: number): void => {
      mkdirSync(dataDir, { recursive: true });
      writeFileSync(file, String(port));
    },
  };
};
