import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { settingsOf } from '../../settings.ts';
import { stackOutputs } from './stack-outputs.ts';

/** Where a stage is reached, and where one signs in to it. The operator of a stage may hand these to its people. */
export interface StageAddresses {
  /** An origin; paths begin with `/v1`. */
  readonly apiUrl: string;
  readonly issuer: string;
  readonly clientId: string;
}

/** Addresses that were given as flags: all three of them, or none. */
export interface GivenAddresses {
  readonly api?: string | undefined;
  readonly issuer?: string | undefined;
  readonly 'client-id'?: string | undefined;
}

const LocalSession = z.looseObject({ apiUrl: z.url(), issuer: z.url() });
const localSessionFile = resolve(import.meta.dirname, '../../../.local/session.json');
const loopbackHosts = ['127.0.0.1', 'localhost', '[::1]'];

/** The addresses of a stage: those given, those of the stack on this machine, or the outputs of its stacks. */
export const addressesOf = async (
  stage: string,
  given: GivenAddresses,
  localSession = localSessionFile,
): Promise<StageAddresses> => {
  const found = givenAddresses(given) ?? (stage === 'local' ? localAddresses(localSession) : await stackOutputs(stage));
  return {
    apiUrl: new URL(secureUrl('API', found.apiUrl, stage)).origin,
    issuer: secureUrl('issuer', found.issuer, stage),
    clientId: found.clientId,
  };
};

const givenAddresses = ({ api, issuer, 'client-id': clientId }: GivenAddresses): StageAddresses | undefined => {
  if (api === undefined && issuer === undefined && clientId === undefined) return undefined;
  if (api !== undefined && issuer !== undefined && clientId !== undefined) return { apiUrl: api, issuer, clientId };
  throw new Error('--api, --issuer and --client-id are given together: the operator of the stage knows all three');
};

const localAddresses = (file: string): StageAddresses => {
  const { issuer } = settingsOf('local');
  if (issuer.from === 'cognito') throw new Error('the stage local has no issuer of its own');
  try {
    const session = LocalSession.parse(JSON.parse(readFileSync(file, 'utf8')));
    return { apiUrl: session.apiUrl, issuer: session.issuer, clientId: issuer.clients.commandLine };
  } catch (cause) {
    throw new Error('the stage local is not running on this machine: run npm start in another terminal', { cause });
  }
};

/** Tokens travel over https; only the stage `local` is reached over http, and only on this machine. */
export const secureUrl = (what: string, text: string, stage: string): string => {
  const url = URL.parse(text);
  const isLocal = stage === 'local' && url?.protocol === 'http:' && loopbackHosts.includes(url.hostname);
  if (url?.protocol === 'https:' || isLocal) return text;
  throw new Error(`the address of the ${what} must begin with https://, got ${text}`);
};
