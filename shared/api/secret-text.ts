import { z } from 'zod';
import { Secret } from '#shared/kernel/secret.ts';

/**
 * A secret in a request. From here on every printed form of it is `[redacted]`, also in the hash of the request.
 * `writeOnly` tells readers of the OpenAPI document that no response contains it.
 */
export const SecretText = z
  .string()
  .min(1)
  .max(16_384)
  .meta({ writeOnly: true })
  .transform((value) => new Secret(value));
