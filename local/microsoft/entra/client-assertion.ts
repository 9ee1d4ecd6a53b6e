import { X509Certificate } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, importX509, jwtVerify } from 'jose';
import type { SimulatedAppCertificate, SimulatedApplication } from '../app-registration.ts';
import type { AadstsCode } from './entra-errors.ts';

/** Clock skew that Entra tolerates. */
const toleranceSeconds = 300;

interface Refusal {
  readonly code: AadstsCode;
  readonly reason?: string;
}

interface AssertionContext {
  readonly application: SimulatedApplication;
  readonly clientId: string;
  /** The names of the tenant that the audience may use: its id, and the name in the request's URL. */
  readonly tenantNames: readonly string[];
  readonly now: Date;
}

const thumbprints = (certificate: SimulatedAppCertificate) => {
  const parsed = new X509Certificate(certificate.certificatePem);
  const base64url = (fingerprint: string): string =>
    Buffer.from(fingerprint.replaceAll(':', ''), 'hex').toString('base64url');
  return { sha1: base64url(parsed.fingerprint), sha256: base64url(parsed.fingerprint256) };
};

/** Entra takes a thumbprint with and without padding; MSAL for Python sends `x5t` with it. */
const unpadded = (thumbprint: unknown): unknown =>
  typeof thumbprint === 'string' ? thumbprint.replace(/={1,2}$/, '') : thumbprint;

const registeredCertificate = (application: SimulatedApplication, header: Record<string, unknown>) =>
  application.certificates.find((certificate) => {
    const { sha1, sha256 } = thumbprints(certificate);
    const thumbprint = header['x5t#S256'];
    return thumbprint === undefined ? unpadded(header['x5t']) === sha1 : unpadded(thumbprint) === sha256;
  });

const audiences = (names: readonly string[]): string[] =>
  names.flatMap((name) => [
    `https://login.microsoftonline.com/${name}/oauth2/v2.0/token`,
    `https://login.microsoftonline.com/${name}/v2.0`,
  ]);

const refusalOf = (error: unknown): Refusal => {
  const claim = error instanceof Error && 'claim' in error ? error.claim : undefined;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_JWT_EXPIRED' || claim === 'nbf' || claim === 'exp') return { code: 700024 };
  if (claim === 'aud') return { code: 700023 };
  if (claim === 'iss' || claim === 'sub') return { code: 700021 };
  return { code: 700027, reason: 'The key used is expired or the signature does not match' };
};

/**
 * Validates a client assertion signed with a certificate. Returns the refusal, or undefined if it is valid.
 * https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 */
export const validateAssertion = async (assertion: string, context: AssertionContext): Promise<Refusal | undefined> => {
  let header: Record<string, unknown>;
  try {
    header = decodeProtectedHeader(assertion);
    decodeJwt(assertion);
  } catch {
    return { code: 50027 }; // not a JWT: the refusal tells the caller
  }
  const certificate = registeredCertificate(context.application, header);
  if (certificate === undefined) return { code: 700027, reason: 'The key was not found' };
  if (Date.parse(certificate.endsAt) <= context.now.getTime())
    return { code: 700027, reason: 'The key used is expired' };
  const algorithm = header['alg'] === 'PS256' ? 'PS256' : 'RS256';
  try {
    await jwtVerify(assertion, await importX509(certificate.certificatePem, algorithm), {
      algorithms: ['PS256', 'RS256'],
      audience: audiences(context.tenantNames),
      issuer: context.clientId,
      subject: context.clientId,
      requiredClaims: ['exp', 'jti'],
      clockTolerance: toleranceSeconds,
      currentDate: context.now,
    });
    return undefined;
  } catch (error) {
    return refusalOf(error);
  }
};
