import type { Secret } from '#shared/kernel/secret.ts';

/** What a connection signs in with. */
export type Credential =
  | { readonly kind: 'secret'; readonly value: Secret }
  | {
      readonly kind: 'certificate';
      readonly privateKeyPem: Secret;
      readonly certificatePem: string;
      /** Hex, upper case, without colons: what Entra shows beside an uploaded certificate. */
      readonly thumbprintSha256: string;
    };
