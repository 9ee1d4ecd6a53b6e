import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readCertificate } from '#shared/api/pasted-certificate.ts';
import { Secret } from '#shared/kernel/secret.ts';
import { selfSignedCertificate } from '#test/support/self-signed-certificate.ts';

const { certificatePem, privateKeyPem, thumbprintSha256 } = selfSignedCertificate(
  new Date('2026-01-01'),
  new Date('2027-11-22T10:00:00Z'),
);
const read = (...parts: string[]) => readCertificate(new Secret(parts.join('\n')));
const refusalOf = (...parts: string[]): unknown => {
  try {
    return read(...parts);
  } catch (error) {
    return error;
  }
};

describe('readCertificate', () => {
  it('reads certificate and key in either order and computes the thumbprint that Entra shows', () => {
    for (const parts of [
      [certificatePem, privateKeyPem],
      [privateKeyPem, certificatePem],
    ]) {
      const { credential, expiresOn } = read(...parts);
      expect(credential.thumbprintSha256).toBe(thumbprintSha256);
      expect(credential.privateKeyPem.reveal().trim()).toBe(privateKeyPem.trim());
      expect(JSON.stringify(credential)).not.toContain('PRIVATE KEY');
      expect(expiresOn).toBe('2027-11-22');
    }
  });

  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const otherKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
  const locked = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();

  it.each([
    ['nothing', [''], 'there is no private key in the PEM text'],
    ['a certificate alone', [certificatePem], 'there is no private key in the PEM text'],
    ['a key alone', [privateKeyPem], 'there is no certificate in the PEM text'],
    [
      'a key under a passphrase',
      [certificatePem, locked],
      'the private key is encrypted; paste it without a passphrase',
    ],
    ['a key of something else', [certificatePem, otherKey], 'the private key does not belong to the certificate'],
    ['a key that Entra does not take', [certificatePem, ec], 'the private key is not an RSA key, which Entra wants'],
    [
      'a broken certificate',
      ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', privateKeyPem],
      'the certificate cannot be read',
    ],
    [
      'a broken key',
      [certificatePem, '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'],
      'the private key cannot be read',
    ],
  ])('refuses %s and quotes none of it', (_what, parts, message) => {
    const refusal = refusalOf(...parts);
    expect(refusal).toMatchObject({ code: 'SecretInvalid', message });
    expect(refusal).not.toHaveProperty('cause');
  });
});
