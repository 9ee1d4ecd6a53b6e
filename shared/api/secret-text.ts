import { Secret } from '#shared/kernel/secret.ts';
import { Text } from '#shared/kernel/text.ts';

/**
 * A secret in a request, without the spaces and line breaks that are copied along with it. From here on every printed
 * form of it is `[redacted]`, also in the hash of the request.
 * `writeOnly` tells readers of the OpenAPI document that no response contains it.
 */
export const SecretText = Text.trim()
  .min(1)
  .max(16_384)
  .meta({ writeOnly: true })
  .transform((value) => new Secret(value));
