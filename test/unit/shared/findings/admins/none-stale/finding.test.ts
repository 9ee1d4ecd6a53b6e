import { describe, expect, it } from 'vitest';
import { noneStale } from '#shared/findings/admins/none-stale/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { addDays, instantOf } from '#shared/kernel/clock.ts';
import { license, needsAccess, now, posture, roleHolder, user, userId } from '#test/support/posture-facts.ts';

const judge = (...given: Parameters<typeof posture>) => judgeFinding(noneStale, posture(...given));
const ago = (days: number) => instantOf(addDays(now, -days));
const exchange = '29232cdf-9323-42fd-ade2-1d097af3e4de';
/** One admin, seen as said. */
const admin = (seen: Parameters<typeof user>[1], roleTemplateId?: string) => ({
  users: [user(1, seen)],
  'directory-roles': [roleHolder(1, roleTemplateId === undefined ? {} : { roleTemplateId })],
  'role-schedules': [],
});
const seen = (days: number) => ({ lastSuccessfulSignInAt: ago(days), lastSignInAt: ago(days) });

describe('admins.none-stale', () => {
  it.each([
    ['a Global Administrator after 45 days', admin(seen(45)), 'pass'],
    ['a Global Administrator after 45 days and a half', admin(seen(45.5)), 'fail'],
    ['a Global Administrator after 46 days', admin(seen(46)), 'fail'],
    ['an Exchange Administrator after 90 days', admin(seen(90), exchange), 'pass'],
    ['an Exchange Administrator after 91 days', admin(seen(91), exchange), 'warn'],
    ['somebody who only failed to sign in since', admin({ ...seen(80), lastSignInAt: ago(1) }), 'fail'],
    ['an old account that was never seen', admin({ lastSuccessfulSignInAt: null, lastSignInAt: null }), 'fail'],
    [
      'a new account that was never seen',
      admin({ lastSuccessfulSignInAt: null, lastSignInAt: null, createdAt: ago(10) }),
      'pass',
    ],
    [
      'no success on record beside an attempt',
      admin({ lastSuccessfulSignInAt: null, lastSignInAt: ago(3) }),
      'unknown',
    ],
    ['sign-ins that were not read', admin({}), 'unknown'],
  ])('%s (case %#)', (_who, facts, verdict) => {
    expect(judge(facts).verdict).toBe(verdict);
  });

  it('names the days and the roles of a privileged subject', () => {
    expect(judge(admin(seen(60))).judgments[0]).toMatchObject({
      reason: 'Person 1 has not signed in for 60 days and holds Global Administrator.',
      facts: {
        template: 'admins.none-stale/idle',
        values: { user: { kind: 'user', id: userId(1) }, days: 60, roles: ['Global Administrator'] },
      },
      privileged: true,
    });
  });

  it('leaves out break-glass accounts, disabled accounts and guests', () => {
    const facts = admin(seen(300));
    expect(judge(facts, {}, [userId(1)])).toMatchObject({ verdict: 'pass', assessed: 0 });
    expect(judge(admin({ ...seen(300), accountEnabled: false })).assessed).toBe(0);
    expect(judge(admin({ ...seen(300), userType: 'guest' })).assessed).toBe(0);
  });

  it('is not-applicable without Entra ID P1', () => {
    expect(judge({ ...admin(seen(300)), licenses: [license({ servicePlans: [] })] }).verdict).toBe('not-applicable');
  });

  it.each(['users', 'directory-roles'])('is unknown when %s cannot be read', (surface) => {
    expect(judge(admin(seen(300)), { [surface]: needsAccess }).verdict).toBe('unknown');
  });
});
