import { describe, expect, it } from 'vitest';
import { credentialState } from '#shared/kernel/credential-state.ts';

const now = new Date('2026-11-22T12:00:00Z');

describe('credentialState', () => {
  it.each(['SecretExpired', 'CertificateExpired'])('is expired when Microsoft refuses it by %s', (code) => {
    expect(credentialState({ state: 'refused', code, expiresOn: '2027-06-01' }, now)).toBe('expired');
    expect(credentialState({ state: 'refused', code, expiresOn: null }, now)).toBe('expired');
  });

  it.each(['SecretInvalid', 'AppBlocked', undefined])('is refused when Microsoft refuses it by %s', (code) => {
    expect(credentialState({ state: 'refused', code, expiresOn: '2020-01-01' }, now)).toBe('refused');
  });

  it.each([
    ['2026-11-21', 'expired'],
    ['2026-11-22', 'expiring'],
    ['2026-12-22', 'expiring'],
    ['2026-12-23', 'valid'],
    [null, 'valid'],
  ])('of an accepted one that ends on %s is %s', (expiresOn, state) => {
    expect(credentialState({ state: 'valid', expiresOn }, now)).toBe(state);
  });
});
