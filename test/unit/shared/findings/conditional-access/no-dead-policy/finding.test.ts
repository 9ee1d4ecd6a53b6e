import { describe, expect, it } from 'vitest';
import { noDeadPolicy } from '#shared/findings/conditional-access/no-dead-policy/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import {
  legacyBlock,
  license,
  needsAccess,
  policy,
  policyGrant,
  policySide,
  posture,
  userId,
} from '#test/support/posture-facts.ts';

const judge = (...given: Parameters<typeof posture>) => judgeFinding(noDeadPolicy, posture(...given));
const verdicts = (...policies: ConditionalAccessPolicy[]) =>
  judge({ 'conditional-access': policies }).judgments.map(({ verdict }) => verdict);
const second = (overrides: Partial<ConditionalAccessPolicy>) =>
  policy({ policyId: 'policy-2', name: 'The second', ...overrides });

describe('conditional-access.no-dead-policy', () => {
  it('passes when each policy asks for something of its own', () => {
    const modern = policy({ clientAppTypes: ['browser', 'mobileAppsAndDesktopClients'] });
    expect(judge({ 'conditional-access': [modern, legacyBlock()] })).toMatchObject({
      verdict: 'pass',
      judgments: [{ reason: 'MFA for everybody asks for something that no other policy asks for.' }, {}],
    });
  });

  it('warns about a policy without which everybody would be asked for the same', () => {
    expect(judge()).toMatchObject({
      verdict: 'warn',
      reason: 'Without Block legacy authentication every possible sign-in would be asked for the same.',
    });
    expect(verdicts(policy(), second({ include: policySide({ userIds: [userId(3)] }) }))).toEqual(['pass', 'warn']);
  });

  it('warns about both of two policies that are the same', () => {
    expect(verdicts(policy(), second({}))).toEqual(['warn', 'warn']);
  });

  it.each<[string, Partial<ConditionalAccessPolicy>]>([
    ['sets a session control', { sessionControls: ['signInFrequency'] }],
    ['names sign-in risk, which MFA for everybody does not answer', { signInRiskLevels: ['high'] }],
    ['asks for more', { grant: policyGrant({ controls: ['compliantDevice'] }) }],
    ['covers somebody whom the other leaves out', { include: policySide({ userIds: [userId(4)] }) }],
  ])('passes a policy that %s', (_why, overrides) => {
    expect(verdicts(policy({ exclude: policySide({ userIds: [userId(4)] }) }), second(overrides))[1]).toBe('pass');
  });

  it('judges enabled policies alone', () => {
    expect(verdicts(policy(), second({ state: 'report-only' }), second({ state: 'disabled' }))).toEqual(['pass']);
  });

  it('is not-applicable without Entra ID P1', () => {
    expect(judge({ licenses: [license({ servicePlans: [] })] }).verdict).toBe('not-applicable');
  });

  it.each(['users', 'directory-roles', 'role-schedules', 'conditional-access'])(
    'is unknown when %s cannot be read',
    (surface) => {
      expect(judge({}, { [surface]: needsAccess }).verdict).toBe('unknown');
    },
  );
});
