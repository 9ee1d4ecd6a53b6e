import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** A signed-in person, one file a stage. Its owner alone may read it: it holds tokens. */
const StoredSession = z.object({
  stage: z.string(),
  apiUrl: z.url(),
  issuer: z.url(),
  clientId: z.string(),
  subject: z.string(),
  email: z.string().nullable(),
  idToken: z.string(),
  expiresAtSeconds: z.number(),
  refreshToken: z.string().nullable(),
});
export type StoredSession = z.output<typeof StoredSession>;

export interface SessionStore {
  readonly directory: string;
  read(stage: string): StoredSession | undefined;
  write(session: StoredSession): void;
  /** The stages that have a session, by name. */
  stages(): readonly string[];
}

/** https://specifications.freedesktop.org/basedir-spec/latest/ */
export const sessionDirectory = (environment: NodeJS.ProcessEnv): string => {
  const { XDG_CONFIG_HOME: configured, APPDATA: windows } = environment;
  const configFolder = configured || (process.platform === 'win32' && windows) || join(homedir(), '.config');
  return join(configFolder, 'vectis', 'sessions');
};

export const openSessions = (directory: string): SessionStore => {
  const fileOf = (stage: string): string => join(directory, `${stage}.json`);
  return {
    directory,
    read: (stage) => readSession(fileOf(stage), stage),
    write: (session) => {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      chmodSync(directory, 0o700);
      const file = fileOf(session.stage);
      const draft = `${file}.${process.pid}`;
      writeFileSync(draft, `${JSON.stringify(session, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
      // Replaced as a whole, so that a command that runs at the same time never reads half of it.
      renameSync(draft, file);
    },
    stages: () => listStages(directory),
  };
};

const listStages = (directory: string): readonly string[] => {
  try {
    return readdirSync(directory)
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.slice(0, -'.json'.length))
      .sort();
  } catch {
    return []; // Nobody has signed in on this machine yet.
  }
};

const readSession = (file: string, stage: string): StoredSession | undefined => {
  let text: string;
  try {
    if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
      throw new SessionUnusable(`${file} can be read by others: delete it, and sign in again`);
    }
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return StoredSession.parse(JSON.parse(text));
  } catch (cause) {
    throw new SessionUnusable(`${file} is damaged: run npm run sign-in -- --stage ${stage} again`, { cause });
  }
};

export class SessionUnusable extends Error {}
