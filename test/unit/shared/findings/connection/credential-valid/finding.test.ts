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
  ])('with an end on %s comes out as %s', (expiresOn, verdict) => {
    expect(judge({ expiresOn }).verdict).toBe(verdict);
  });

  it('passes where nobody said when it ends, and says so', () => {
    expect(judge({ expiresOn: null })).toMatchObject({
      verdict: 'pass',
      reason: 'Microsoft accepts the secret; nobody said until when it holds',
    });
  });

  it.each([
    ['SecretExpired', 'secret-expired'],
    ['ConsentMissing', 'consent-missing'],
    ['AppBlocked', 'blocked'],
  ])('fails where Microsoft refuses it with %s, whatever the calendar says', (code, told) => {
    expect(judge({ state: 'refused', code })).toMatchObject({
      verdict: 'fail',
      reason: `Microsoft refuses the secret: ${told}`,
    });
  });

  it('judges a certificate alike, about the connection', () => {
    const { judgments } = judge({ kind: 'certificate', expiresOn: '2026-11-20' });
    expect(judgments).toMatchObject([
      { subject: { kind: 'connection', id: 'con_1', name: 'Acme' }, reason: 'the certificate ended on 2026-11-20' },
    ]);
  });

  it('is unknown before Microsoft was asked, or where the connection is gone', () => {
    expect(judge({ state: 'unknown' }).verdict).toBe('unknown');
    const gone = { ...posture(), connection: undefined };
    expect(judgeFinding(credentialValid, gone).verdict).toBe('unknown');
  });

  it('is judged although nothing of the tenant could be read', () => {
    const unread = Object.fromEntries(['users', 'licenses', 'conditional-access'].map((id) => [id, needsAccess]));
    const refused = connection({ state: 'refused', code: 'SecretExpired' });
    expect(judgeFinding(credentialValid, posture({}, unread, [], refused)).verdict).toBe('fail');
  });
});
