import { createHash } from 'node:crypto';
import type { Clock } from '#shared/kernel/clock.ts';
import type { Transport } from './origins.ts';
import { type Application, openTokens, type Tokens } from './token.ts';

/** Applications whose tokens are kept between invocations; the least recently used one leaves. */
const kept = 50;
const openedBefore = new Map<string, Tokens>();

/** Changes with the credential, so that a rotated one never uses the old one's token. */
const keyOf = ({ credential, tenantId, clientId, cloud }: Application): string => {
  const material = credential.kind === 'secret' ? credential.value.reveal() : credential.privateKeyPem.reveal();
  return createHash('sha256')
    .update(JSON.stringify([cloud, tenantId, clientId, credential.kind, material]))
    .digest('hex');
};

/** The tokens of this process: one a tenant and application, for as long as the process lives. */
export const cachedTokens = (application: Application, send: Transport, clock: Clock): Tokens => {
  const key = keyOf(application);
  const tokens = openedBefore.get(key) ?? openTokens(application, send, clock);
  openedBefore.delete(key);
  openedBefore.set(key, tokens);
  const [oldest] = openedBefore.keys();
  if (openedBefore.size > kept && oldest !== undefined) openedBefore.delete(oldest);
  return tokens;
};
