import { describe, expect, it } from 'vitest';
import { noneAtRisk } from '#shared/findings/users/none-at-risk/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import type { FactsBySurface } from '#shared/posture/facts.ts';
import { license, needsAccess, needsLicense, posture, userId } from '#test/support/posture-facts.ts';
import { risky } from '#test/support/threat-facts.ts';

type Risky = FactsBySurface['risky-users'];
const p2 = license({ servicePlans: [{ planId: 'plan-2', name: 'AAD_PREMIUM_P2', provisioningStatus: 'Success' }] });
const judge = (facts: Risky[], states?: Parameters<typeof posture>[1], licenses = [p2]) =>
  judgeFinding(noneAtRisk, posture({ 'risky-users': facts, licenses }, states));

describe('users.none-at-risk', () => {
  it('passes when nobody is at risk, and is marked as a threat', () => {
    expect(judge([]).verdict).toBe('pass');
    expect(noneAtRisk.threat).toBe(true);
  });

  it.each([
    ['high', 'fail'],
    ['medium', 'warn'],
    ['low', 'warn'],
    ['unknown', 'unknown'],
    ['hidden', 'pass'],
    ['none', 'pass'],
  ] as const)('at %s risk is %s', (level, verdict) => {
    expect(judge([risky({ level })]).verdict).toBe(verdict);
  });

  it('names the user, says that an administrator confirmed it, and marks administrators as privileged', () => {
    expect(judge([risky({ userId: userId(1), state: 'confirmedCompromised' })]).judgments).toMatchObject([
      {
        subject: { kind: 'user', id: userId(1), name: 'Person 1' },
        reason:
          'Microsoft rates the risk of Person 1 as high, and an administrator confirmed the account as compromised.',
        privileged: true,
      },
    ]);
    expect(judge([risky({ userId: 'gone' })]).judgments[0]?.subject.name).toBe('person4@acme.example');
  });

  it('is not-applicable without Entra ID P2, and unknown when risk cannot be read', () => {
    expect(judge([risky()], {}, [license()]).verdict).toBe('not-applicable');
    expect(judge([risky()], { 'risky-users': needsLicense }).verdict).toBe('not-applicable');
    expect(judge([risky()], { 'risky-users': needsAccess }).verdict).toBe('unknown');
  });
});
