import { z } from 'zod';
import type { Secret } from '#shared/kernel/secret.ts';

const Payload = z.object({ roles: z.array(z.string()).optional(), tid: z.string().toLowerCase().optional() });

/** Undefined where it cannot be read: Microsoft documents Graph's tokens as opaque. */
const payloadOf = (token: Secret): z.output<typeof Payload> | undefined => {
  const [, payload] = token.reveal().split('.');
  try {
    return Payload.parse(JSON.parse(Buffer.from(payload ?? '', 'base64url').toString('utf8')));
  } catch {
    return undefined; // an unreadable token is a valid result here
  }
};

/**
 * The application permissions in a token, empty where it has none. Undefined where the token cannot be read; each
 * surface must then be tried. The signature is not verified here, because nothing is granted based on this.
 */
export const rolesInToken = (token: Secret): readonly string[] | undefined => {
  const payload = payloadOf(token);
  return payload && (payload.roles ?? []);
};

/** The tenant that the token was issued for. */
export const tenantInToken = (token: Secret): string | undefined => payloadOf(token)?.tid;
