import { describe, expect, it } from 'vitest';
import { referencesResolve } from '#shared/findings/conditional-access/references-resolve/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { subjectId } from '#shared/kernel/subject.ts';
import {
  group,
  groupId,
  license,
  needsAccess,
  needsLicense,
  policy,
  policySide,
  posture,
  userId,
} from '#test/support/posture-facts.ts';

const judge = (...given: Parameters<typeof posture>) => judgeFinding(referencesResolve, posture(...given));
const deletedGroup = { ...group(7, []), found: false };

describe('conditional-access.references-resolve', () => {
  it('passes for each policy whose users and groups exist', () => {
    const named = policy({
      include: policySide({ userIds: [userId(1)] }),
      exclude: policySide({ groupIds: [groupId(1)] }),
    });
    expect(judge({ 'conditional-access': [named, group(1, [])] })).toMatchObject({ verdict: 'pass', assessed: 1 });
  });

  it.each([
    ['a user it includes', { include: policySide({ userIds: [userId(99)] }) }, '1 user that no longer exists'],
    ['a user it leaves out', { exclude: policySide({ userIds: [userId(99)] }) }, '1 user that no longer exists'],
    ['a group it includes', { include: policySide({ groupIds: [groupId(7)] }) }, '1 group that no longer exists'],
    ['a group it leaves out', { exclude: policySide({ groupIds: [groupId(7)] }) }, '1 group that no longer exists'],
    [
      'both',
      { include: policySide({ userIds: [userId(98), userId(99)], groupIds: [groupId(7)] }) },
      '2 users and 1 group that no longer exist',
    ],
  ])('fails for the policy when %s no longer exists', (_what, overrides, what) => {
    const { verdict, judgments } = judge({
      'conditional-access': [policy(overrides), policy({ policyId: 'sound' }), deletedGroup],
    });
    expect(verdict).toBe('fail');
    expect(judgments.map((each) => [subjectId(each.subject), each.verdict])).toEqual([
      ['policy-1', 'fail'],
      ['sound', 'pass'],
    ]);
    expect(judgments[0]?.reason).toBe(`MFA for everybody names ${what}.`);
  });

  it('judges report-only policies, and not disabled ones', () => {
    const overrides = (state: 'report-only' | 'disabled') =>
      policy({ state, exclude: policySide({ userIds: [userId(99)] }) });
    expect(judge({ 'conditional-access': [overrides('report-only')] }).verdict).toBe('fail');
    expect(judge({ 'conditional-access': [overrides('disabled')] })).toMatchObject({ verdict: 'pass', assessed: 0 });
  });

  it('is not-applicable without Entra ID P1', () => {
    expect(judge({ licenses: [license({ servicePlans: [] })] }).verdict).toBe('not-applicable');
    expect(judge({}, { 'conditional-access': needsLicense }).verdict).toBe('not-applicable');
  });

  it.each(['users', 'conditional-access'])('is unknown when %s cannot be read', (surface) => {
    expect(judge({}, { [surface]: needsAccess }).verdict).toBe('unknown');
  });
});
