import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

export interface ForeignIssuer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts `oidc-provider`, a certified OpenID provider that is not ours, with one public client. */
export const startOidcProvider = async (settings: {
  readonly startAt: Date;
  readonly clientId: string;
  readonly redirectUris: readonly string[];
}): Promise<ForeignIssuer> => {
  const argument = JSON.stringify({ ...settings, startAt: settings.startAt.getTime() });
  const child = spawn(
    process.execPath,
    ['--no-warnings', resolve(import.meta.dirname, 'serve-oidc-provider.ts'), argument],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const exited = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) {
    if (!line.startsWith('http')) continue;
    return {
      url: line,
      stop: async () => {
        child.kill();
        await exited;
      },
    };
  }
  throw new Error('oidc-provider ended before it served');
};
