import { describe, expect, it } from 'vitest';
import { legacyAuthBlocked } from '#shared/findings/conditional-access/legacy-auth-blocked/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import {
  applicationId,
  group,
  groupId,
  legacyBlock,
  needsAccess,
  needsLicense,
  policy,
  policyGrant,
  policySide,
  posture,
  userId,
} from '#test/support/posture-facts.ts';

const judge = (...given: Parameters<typeof posture>) => judgeFinding(legacyAuthBlocked, posture(...given));
const withPolicies = (...policies: ConditionalAccessPolicy[]) => judge({ 'conditional-access': policies }).verdict;
const off = { 'conditional-access': [] } as const;

describe('conditional-access.legacy-auth-blocked', () => {
  it('passes when a policy blocks it, and names the policy', () => {
    expect(judge()).toMatchObject({
      verdict: 'pass',
      reason: 'Legacy authentication is blocked by 2 policies: Block legacy authentication and MFA for everybody.',
    });
  });

  it.each<[string, ConditionalAccessPolicy[]]>([
    ['there is no policy', []],
    ['the policy is disabled', [legacyBlock({ state: 'disabled' })]],
    [
      'the policy leaves out an application',
      [legacyBlock({ applications: { ...policy().applications, exclude: [applicationId(1)] } })],
    ],
    [
      'the policy is for some applications',
      [legacyBlock({ applications: { ...policy().applications, everything: false } })],
    ],
    ['the policy is for some users', [legacyBlock({ include: policySide({ userIds: [userId(1)] }) })]],
    ['the policy blocks modern clients', [legacyBlock({ clientAppTypes: ['browser'] })]],
    ['the policy accepts a compliant device', [legacyBlock({ grant: policyGrant({ controls: ['compliantDevice'] }) })]],
    ['the policy is narrowed by location', [legacyBlock({ locations: { include: ['All'], exclude: ['AllTrusted'] } })]],
  ])('fails when %s', (_why, policies) => {
    expect(withPolicies(...policies)).toBe('fail');
  });

  it.each<[string, ConditionalAccessPolicy[]]>([
    ['the policy only reports', [legacyBlock({ state: 'report-only' })]],
    ['the policy blocks ActiveSync alone', [legacyBlock({ clientAppTypes: ['exchangeActiveSync'] })]],
    ['the policy blocks the other clients alone', [legacyBlock({ clientAppTypes: ['other'] })]],
    ['the policy leaves people out', [legacyBlock({ exclude: policySide({ userIds: [userId(4)] }) })]],
  ])('warns when %s', (_why, policies) => {
    expect(withPolicies(...policies)).toBe('warn');
  });

  it('passes when such clients are asked for a control that they cannot show', () => {
    expect(withPolicies(legacyBlock({ grant: policyGrant() }))).toBe('pass');
    expect(judge({ 'conditional-access': [policy()] })).toMatchObject({
      verdict: 'pass',
      reason: 'Legacy authentication is blocked by 1 policy: MFA for everybody.',
    });
  });

  it('warns and names them when the policy for all users leaves some of them out', () => {
    const excluding = policy({ exclude: policySide({ userIds: [userId(4)] }) });
    expect(judge({ 'conditional-access': [excluding] })).toMatchObject({
      verdict: 'warn',
      reason: '1 user is not covered by the policy that blocks legacy authentication: Person 4.',
    });
  });

  it('is unknown for users of a policy that cannot be read to its end', () => {
    const { verdict, reason } = judge({ 'conditional-access': [legacyBlock({ unknownConditions: ['moonPhases'] })] });
    expect(verdict).toBe('unknown');
    expect(reason).toMatch(/^Policies could not be read to their end, so it is not known for 5 users whether legacy/);
  });

  it('adds up the policies, by client type and by user', () => {
    const one = legacyBlock({ policyId: 'one', clientAppTypes: ['exchangeActiveSync'] });
    const other = legacyBlock({ policyId: 'other', clientAppTypes: ['other'] });
    expect(withPolicies(one, other)).toBe('pass');
    const ofGroup = (number: number) =>
      legacyBlock({ policyId: `${number}`, include: policySide({ groupIds: [groupId(number)] }) });
    const halves = [ofGroup(1), ofGroup(2), group(1, [1, 2]), group(2, [3, 4, 5])];
    expect(judge({ 'conditional-access': halves }).verdict).toBe('pass');
  });

  it('passes when only break-glass accounts are excluded', () => {
    const exclude = policySide({ userIds: [userId(1), userId(2)] });
    expect(withPolicies(policy({ exclude }), legacyBlock({ exclude }))).toBe('pass');
  });

  it('passes with Security Defaults whatever the plan, and fails without Security Defaults and policies', () => {
    const defaults = { 'security-defaults': [{ isEnabled: true }], ...off };
    expect(judge(defaults).verdict).toBe('pass');
    expect(judge(defaults, { 'conditional-access': needsLicense }).verdict).toBe('pass');
    expect(judge(defaults, { 'conditional-access': needsAccess, users: needsAccess }).verdict).toBe('pass');
    expect(judge(off, { 'conditional-access': needsLicense }).verdict).toBe('fail');
  });

  it.each(['conditional-access', 'security-defaults', 'users'])('is unknown when %s cannot be read', (surface) => {
    expect(judge(off, { [surface]: needsAccess }).verdict).toBe('unknown');
  });
});
