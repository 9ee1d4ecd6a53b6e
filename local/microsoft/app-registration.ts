/** An app registration of a tenant, with the secrets and certificates that sign in as it. */
export interface SimulatedApplication {
  readonly id: string;
  readonly appId: string;
  displayName: string;
  secrets: SimulatedAppSecret[];
  certificates: SimulatedAppCertificate[];
  /** What an admin consented to: the `roles` claim of the next token. */
  grantedScopes: string[];
  /** What the next consent grants. Without it a consent grants nothing new. */
  requestedScopes?: string[];
  /** Why Entra issues no token although the credential is valid. */
  refusal: 'disabled' | 'blocked' | 'consent-missing' | null;
}

export interface SimulatedAppSecret {
  readonly keyId: string;
  displayName: string;
  value: string;
  startsAt: string;
  endsAt: string;
}

export interface SimulatedAppCertificate {
  readonly keyId: string;
  displayName: string;
  /** PEM, `-----BEGIN CERTIFICATE-----`. */
  certificatePem: string;
  startsAt: string;
  endsAt: string;
}
