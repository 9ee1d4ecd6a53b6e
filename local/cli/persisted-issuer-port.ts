import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * People are known by issuer and subject, and the issuer's name holds its port. Over data that is kept, the port is kept too, so that everybody is who
 * they were.
 */
export const persistedIssuerPort = (dataDir: string | undefined) => {
  if (dataDir === undefined) return { port: 0, keep: (_port: number): void => {} };
  const file = join(dataDir, 'issuer-port');
  const read = (): number => {
    try {
      return Number(readFileSync(file, 'utf8'));
    } catch {
      return 0; // The first start over this folder: any free port will do.
    }
  };
  return {
    port: read(),
    keep: (port: number): void => {
      mkdirSync(dataDir, { recursive: true });
      writeFileSync(file, String(port));
    },
  };
};
