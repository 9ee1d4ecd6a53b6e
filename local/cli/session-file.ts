import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ownerOfSession } from './stack-record.ts';

/** What connecting a tenant takes. */
export interface UnconnectedTenant {
  readonly name: string;
  readonly domain: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly secret: string;
  /** A second secret of the app, for the rotation. */
  readonly nextSecret: string;
  /** The MSP's multi-tenant app, to which the tenant has not consented yet. */
  readonly publisher: { readonly clientId: string; readonly secret: string; readonly tenantId: string };
}

export interface Session {
  /** With the version: `http://127.0.0.1:8787/v1`. */
  readonly apiUrl: string;
  readonly mspId: string;
  readonly tokens: Readonly<Record<'admin' | 'member' | 'viewer', string>>;
  readonly members: Readonly<Record<'admin' | 'member' | 'viewer', string>>;
  readonly issuer: string;
  readonly tokenEndpoint: string;
  /** Endpoint of the local Lambda, for the operator's commands. */
  readonly awsEndpoint: string;
  readonly microsoft: Readonly<Record<string, string>>;
  readonly pid: number;
  /** The tenant that `--try` has left unconnected. */
  readonly try?: UnconnectedTenant;
}

export const localDirectory = resolve(import.meta.dirname, '../../.local');

/** `session.json` belongs to one stack. While that one runs, others write `session-PORT.json`. */
export const sessionFileFor = (directory: string, apiUrl: string): { file: string; owner: number | undefined } => {
  const file = join(directory, 'session.json');
  const owner = ownerOfSession(directory, file);
  return owner === undefined
    ? { file, owner }
    : { file: join(directory, `session-${new URL(apiUrl).port}.json`), owner };
};

/**
 * Tells other programs of this user where the stack serves and how to sign in. Only the user may read it: it holds
 * tokens.
 */
export const writeSession = (file: string, session: Session): void => {
  mkdirSync(join(file, '..'), { recursive: true });
  // An existing file would keep its mode.
  rmSync(file, { force: true });
  writeFileSync(file, `${JSON.stringify(session, undefined, 2)}\n`, { mode: 0o600 });
};
