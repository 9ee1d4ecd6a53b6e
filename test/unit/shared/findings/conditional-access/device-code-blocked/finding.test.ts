import { describe, expect, it } from 'vitest';
import { deviceCodeBlocked } from '#shared/findings/conditional-access/device-code-blocked/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import {
  applicationId,
  group,
  groupId,
  license,
  needsAccess,
  needsLicense,
  policy,
  policyGrant,
  policySide,
  posture,
  userId,
} from '#test/support/posture-facts.ts';

const block = (overrides: Partial<ConditionalAccessPolicy> = {}) =>
  policy({
    policyId: 'policy-codes',
    name: 'Block device codes',
    authenticationFlows: ['deviceCodeFlow'],
    grant: policyGrant({ controls: ['block'] }),
    ...overrides,
  });
const judge = (...given: Parameters<typeof posture>) => judgeFinding(deviceCodeBlocked, posture(...given));
const withPolicies = (...policies: ConditionalAccessPolicy[]) => judge({ 'conditional-access': policies }).verdict;

describe('conditional-access.device-code-blocked', () => {
  it('passes when a policy blocks the flow, and names the policy', () => {
    expect(judge({ 'conditional-access': [block()] })).toMatchObject({
      verdict: 'pass',
      reason: 'Device code flow is blocked by 1 policy: Block device codes.',
    });
    expect(withPolicies(block({ authenticationFlows: ['deviceCodeFlow', 'authenticationTransfer'] }))).toBe('pass');
  });

  it.each<[string, ConditionalAccessPolicy[]]>([
    ['there is no policy', []],
    ['the policy is disabled', [block({ state: 'disabled' })]],
    ['the policy demands MFA instead', [block({ grant: policyGrant() })]],
    ['the policy is about another flow', [block({ authenticationFlows: ['authenticationTransfer'] })]],
    [
      'the policy leaves out an application',
      [block({ applications: { ...policy().applications, exclude: [applicationId(1)] } })],
    ],
    ['the policy is for some users', [block({ include: policySide({ userIds: [userId(1)] }) })]],
    ['the policy is for browsers alone', [block({ clientAppTypes: ['browser'] })]],
    ['the policy is narrowed by location', [block({ locations: { include: ['All'], exclude: ['AllTrusted'] } })]],
  ])('fails when %s', (_why, policies) => {
    expect(withPolicies(...policies)).toBe('fail');
  });

  it('warns when the policy is report-only or excludes users', () => {
    expect(withPolicies(block({ state: 'report-only' }))).toBe('warn');
    expect(withPolicies(block({ exclude: policySide({ userIds: [userId(4)] }) }))).toBe('warn');
  });

  it('adds up the policies, and accepts excluded break-glass accounts', () => {
    const ofGroup = (number: number) => block({ include: policySide({ groupIds: [groupId(number)] }) });
    expect(
      judge({ 'conditional-access': [ofGroup(1), ofGroup(2), group(1, [1, 2]), group(2, [3, 4, 5])] }).verdict,
    ).toBe('pass');
    const exclude = policySide({ userIds: [userId(1), userId(2)] });
    expect(withPolicies(policy({ exclude }), block({ exclude }))).toBe('pass');
  });

  it.each<[string, string | null, string]>([
    ['that was created since July 2026', '2026-07-01T00:00:00.000Z', 'pass'],
    ['that is older', '2026-06-30T23:59:59.000Z', 'unknown'],
    ['whose age is not known', null, 'unknown'],
  ])('judges Security Defaults in a tenant %s', (_which, createdAt, expected) => {
    const organization = { tenantId: 'tenant', name: 'Acme', createdAt, isSynced: false, verifiedDomains: [] };
    const facts = {
      'security-defaults': [{ isEnabled: true }],
      organization: [organization],
      'conditional-access': [],
    };
    expect(judge(facts).verdict).toBe(expected);
  });

  it('is not-applicable without Entra ID P1', () => {
    expect(judge({ licenses: [license({ servicePlans: [] })] }).verdict).toBe('not-applicable');
    expect(judge({}, { 'conditional-access': needsLicense }).verdict).toBe('not-applicable');
  });

  it.each(['users', 'conditional-access'])('is unknown when %s cannot be read', (surface) => {
    expect(judge({}, { [surface]: needsAccess }).verdict).toBe('unknown');
  });
});
