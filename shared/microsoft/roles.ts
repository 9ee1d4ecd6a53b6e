import { z } from 'zod';
import type { Secret } from '#shared/kernel/secret.ts';

const Payload = z.object({ roles: z.array(z.string()).optional() });

/**
 * The application permissions in a token; none where it names none. Undefined where it cannot be read: Microsoft calls Graph's tokens opaque, and then
 * each surface has to try and see. The signature is Graph's to check, not ours: nothing is granted on the strength of this.
 */
export const rolesIn = (token: Secret): readonly string[] | undefined => {
  const [, payload] = token.reveal().split('.');
  try {
    return Payload.parse(JSON.parse(Buffer.from(payload ?? '', 'base64url').toString('utf8'))).roles ?? [];
  } catch {
    return undefined; // unreadable is an answer here
  }
};
