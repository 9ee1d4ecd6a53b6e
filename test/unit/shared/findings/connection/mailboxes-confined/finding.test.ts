import { describe, expect, it } from 'vitest';
import { mailboxesConfined } from '#shared/findings/connection/mailboxes-confined/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import type { ConnectionPosture } from '#shared/posture/connection-posture.ts';
import type { MailboxProbeState } from '#shared/posture/mailbox-probe-state.ts';
import { connection, now, posture, userId } from '#test/support/posture-facts.ts';

const at = '2026-11-22T03:10:00.000Z';
const refused: MailboxProbeState = {
  triedAt: at,
  askedUserId: userId(1),
  known: { outcome: 'refused', at, userId: userId(1) },
};
/** A connection that reads mail and was refused last night; a test breaks one field. */
const sound: Partial<ConnectionPosture> = { reads: ['posture', 'communications'], probe: refused };
const judge = (overrides: Partial<ConnectionPosture> = {}) =>
  judgeFinding(mailboxesConfined, posture({}, {}, [], { ...connection(), ...sound, ...overrides }));
const answered = (outcome: 'allowed' | 'nobody'): MailboxProbeState => ({
  ...refused,
  known: { outcome, at, userId: outcome === 'nobody' ? null : userId(1) },
});

describe('connection.mailboxes-confined', () => {
  it('passes when Exchange refused the last probe', () => {
    expect(judge()).toMatchObject({ verdict: 'pass', reason: expect.stringMatching(/refuses the application/) });
  });

  it('warns with medium severity when Exchange allowed the probe', () => {
    expect(judge({ probe: answered('allowed') })).toMatchObject({
      verdict: 'warn',
      reason: expect.stringMatching(/let it read one/),
      judgments: [{ subject: { kind: 'connection', id: 'con_1', name: 'Acme' } }],
    });
    expect(mailboxesConfined.severity).toEqual({ warn: 'medium' });
  });

  it('is not-applicable without a mailbox to probe, and for a connection that reads only the posture', () => {
    expect(judge({ probe: answered('nobody') }).verdict).toBe('not-applicable');
    expect(judge({ reads: ['posture'] }).verdict).toBe('not-applicable');
    expect(judge({ reads: ['posture'], probe: answered('allowed') }).verdict).toBe('not-applicable');
  });

  it('is unknown before the first probe, and when the connection no longer exists', () => {
    expect(judge({ probe: undefined }).verdict).toBe('unknown');
    expect(judgeFinding(mailboxesConfined, { ...posture(), connection: undefined }).verdict).toBe('unknown');
  });

  it.each([
    ['was never answered', { ...refused, known: null }],
    ['was refused before, and not answered last night', { ...refused, triedAt: '2026-11-22T03:11:00.000Z' }],
    [
      'was allowed before, and not answered last night',
      { ...answered('allowed'), triedAt: '2026-11-22T03:11:00.000Z' },
    ],
  ])('is unknown when the last probe %s', (_what, probe) => {
    expect(judge({ probe }).verdict).toBe('unknown');
  });

  it('is unknown when the last probe is more than three days old', () => {
    const asked = (daysAgo: number): MailboxProbeState => {
      const then = new Date(now.getTime() - daysAgo * 86_400_000).toISOString();
      return { ...refused, triedAt: then, known: { outcome: 'refused', at: then, userId: userId(1) } };
    };
    expect(judge({ probe: asked(2.9) }).verdict).toBe('pass');
    expect(judge({ probe: asked(3.1) }).verdict).toBe('unknown');
  });
});
