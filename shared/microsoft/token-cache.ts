import { createHash } from 'node:crypto';
import type { Clock } from '#shared/kernel/clock.ts';
import type { Transport } from './origins.ts';
import { type Application, openTokens, type Tokens } from './token.ts';

/**
 * Maximum number of applications whose tokens are cached between invocations. The least recently used one is evicted.
 */
const maxApplications = 50;
const cache = new Map<string, Tokens>();

/** Depends on the credential, so that a rotated credential never uses a token of the old one. */
const keyOf = ({ credential, tenantId, clientId, cloud }: Application): string => {
  const material = credential.kind === 'secret' ? credential.value.reveal() : credential.privateKeyPem.reveal();
  return createHash('sha256')
    .update(JSON.stringify([cloud, tenantId, clientId, credential.kind, material]))
    .digest('hex');
};

/** The tokens of an application, cached for the lifetime of this process. */
export const cachedTokens = (application: Application, send: Transport, clock: Clock): Tokens => {
  const key = keyOf(application);
  const tokens = cache.get(key) ?? openTokens(application, send, clock);
  cache.delete(key);
  cache.set(key, tokens);
  const [oldest] = cache.keys();
  if (cache.size > maxApplications && oldest !== undefined) cache.delete(oldest);
  return tokens;
};
