import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { dateOf } from '#shared/kernel/clock.ts';
import type { Credential } from '#shared/kernel/credential.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { Secret } from '#shared/kernel/secret.ts';

type Certificate = Extract<Credential, { kind: 'certificate' }>;

const refused = (detail: string): AppError =>
  new AppError('SecretInvalid', detail, { pointers: [{ in: 'body', pointer: '/credential/value', detail }] });

const block = (pem: string, label: RegExp): string | undefined =>
  new RegExp(`-----BEGIN (${label.source})-----[\\s\\S]+?-----END \\1-----`).exec(pem)?.[0];

/**
 * Reads a certificate and its private key from one PEM text and checks that they belong together, because Entra would
 * only say that the assertion is invalid. No message quotes the text.
 */
export const readCertificate = (pem: Secret): { readonly credential: Certificate; readonly expiresOn: string } => {
  const text = pem.reveal();
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED/.test(text)) {
    throw refused('the private key is encrypted; paste it without a passphrase');
  }
  const keyPem = block(text, /(?:RSA |EC )?PRIVATE KEY/);
  if (keyPem === undefined) throw refused('there is no private key in the PEM text');
  const certificatePem = block(text, /CERTIFICATE/);
  if (certificatePem === undefined) throw refused('there is no certificate in the PEM text');
  const certificate = readable(() => new X509Certificate(certificatePem), 'the certificate cannot be read');
  const key = readable(() => createPrivateKey(keyPem), 'the private key cannot be read');
  if (key.asymmetricKeyType !== 'rsa') throw refused('the private key is not an RSA key, which Entra wants');
  if (!belongs(certificate, key)) throw refused('the private key does not belong to the certificate');
  return {
    credential: {
      kind: 'certificate',
      privateKeyPem: new Secret(keyPem),
      certificatePem,
      thumbprintSha256: certificate.fingerprint256.replaceAll(':', ''),
    },
    expiresOn: dateOf(certificate.validToDate),
  };
};

const belongs = (certificate: X509Certificate, key: KeyObject): boolean => certificate.checkPrivateKey(key);

const readable = <T>(read: () => T, detail: string): T => {
  try {
    return read();
  } catch {
    throw refused(detail); // the cause may quote the key
  }
};
