import type { Secret } from '#shared/kernel/secret.ts';

/** The credential that a connection signs in with. */
export type Credential =
  | { readonly kind: 'secret'; readonly value: Secret }
  | {
      readonly kind: 'certificate';
      readonly privateKeyPem: Secret;
      readonly certificatePem: string;
      /** Hexadecimal, upper case, without colons: the form that Entra shows beside an uploaded certificate. */
      readonly thumbprintSha256: string;
    };
