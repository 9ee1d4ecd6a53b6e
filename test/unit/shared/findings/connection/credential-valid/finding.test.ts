import { describe, expect, it } from 'vitest';
import { credentialValid } from '#shared/findings/connection/credential-valid/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { connection, needsAccess, posture } from '#test/support/posture-facts.ts';

const judge = (credential: Parameters<typeof connection>[0]) =>
  judgeFinding(credentialValid, posture({}, {}, [], connection(credential)));

describe('connection.credential-valid', () => {
  it.each([
    ['2026-12-07', 'pass'],
    ['2026-12-06', 'warn'],
    ['2026-11-26', 'warn'],
    ['2026-11-25', 'fail'],
    ['2026-11-22', 'fail'],
    ['2026-11-21', 'fail'],
  ])('with an expiry on %s is %s', (expiresOn, verdict) => {
    expect(judge({ expiresOn }).verdict).toBe(verdict);
  });

  it('passes when the expiry is not known, and says so', () => {
    expect(judge({ expiresOn: null })).toMatchObject({
      verdict: 'pass',
      reason: 'Microsoft accepts the client secret, whose expiry date is not known.',
    });
  });

  it.each([
    ['SecretExpired', 'it has expired'],
    ['ConsentMissing', 'admin consent is missing'],
    ['AppBlocked', 'a policy of the tenant blocks the application'],
  ])('fails when Microsoft refuses it with %s, whatever its expiry', (code, explanation) => {
    expect(judge({ state: 'refused', code })).toMatchObject({
      verdict: 'fail',
      reason: `Microsoft refuses the client secret because ${explanation}.`,
    });
  });

  it('judges a certificate in the same way, with the connection as the subject', () => {
    const { judgments } = judge({ kind: 'certificate', expiresOn: '2026-11-20' });
    expect(judgments).toMatchObject([
      {
        subject: { kind: 'connection', id: 'con_1', name: 'Acme' },
        reason: 'The certificate expired on November 20, 2026.',
      },
    ]);
  });

  it('is unknown before the first token request, and when the connection no longer exists', () => {
    expect(judge({ state: 'unknown' }).verdict).toBe('unknown');
    const withoutConnection = { ...posture(), connection: undefined };
    expect(judgeFinding(credentialValid, withoutConnection).verdict).toBe('unknown');
  });

  it('is judged even when nothing of the tenant could be read', () => {
    const unread = Object.fromEntries(['users', 'licenses', 'conditional-access'].map((id) => [id, needsAccess]));
    const refused = connection({ state: 'refused', code: 'SecretExpired' });
    expect(judgeFinding(credentialValid, posture({}, unread, [], refused)).verdict).toBe('fail');
  });
});
