import { z } from 'zod';
import type { Secret } from '#shared/kernel/secret.ts';

const Payload = z.object({ roles: z.array(z.string()).optional(), tid: z.string().toLowerCase().optional() });

/** Undefined where it cannot be read: Microsoft calls Graph's tokens opaque. */
const payloadOf = (token: Secret): z.output<typeof Payload> | undefined => {
  const [, payload] = token.reveal().split('.');
  try {
    return Payload.parse(JSON.parse(Buffer.from(payload ?? '', 'base64url').toString('utf8')));
  } catch {
    return undefined; // unreadable is an answer here
  }
};

/**
 * The application permissions in a token; none where it names none. Undefined where it cannot be read, and then each surface has to try and see. The
 * signature is Graph's to check, not ours: nothing is granted on the strength of this.
 */
export const rolesInToken = (token: Secret): readonly string[] | undefined => {
  const payload = payloadOf(token);
  return payload && (payload.roles ?? []);
};

/** The tenant that a token is for. */
export const tenantInToken = (token: Secret): string | undefined => payloadOf(token)?.tid;
