import { describe, expect, it } from 'vitest';
import { breakGlassExcluded } from '#shared/findings/conditional-access/break-glass-excluded/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import {
  group,
  groupId,
  legacyBlock,
  license,
  needsAccess,
  needsLicense,
  policy,
  policySide,
  posture,
  user,
  userId,
} from '#test/support/posture-facts.ts';

const judge = (...given: Parameters<typeof posture>) => judgeFinding(breakGlassExcluded, posture(...given));
const out = policySide({ userIds: [userId(1)] });

describe('conditional-access.break-glass-excluded', () => {
  it('passes when every policy excludes the same account, directly or by group', () => {
    expect(judge({ 'conditional-access': [policy({ exclude: out }), legacyBlock({ exclude: out })] }).verdict).toBe(
      'pass',
    );
    const ofGroup = policySide({ groupIds: [groupId(1)] });
    const mixed = [policy({ exclude: out }), legacyBlock({ exclude: ofGroup }), group(1, [1])];
    expect(judge({ 'conditional-access': mixed }).verdict).toBe('pass');
  });

  it('fails when one policy excludes nobody', () => {
    expect(judge({ 'conditional-access': [policy({ exclude: out }), legacyBlock()] })).toMatchObject({
      verdict: 'fail',
      reason: 'No account is excluded from all 2 policies for all users, so everyone could be locked out.',
    });
  });

  it('fails when each policy excludes a different account', () => {
    const other = policySide({ userIds: [userId(2)] });
    expect(judge({ 'conditional-access': [policy({ exclude: out }), legacyBlock({ exclude: other })] }).verdict).toBe(
      'fail',
    );
  });

  it('fails when the excluded account is disabled', () => {
    const given = {
      users: [user(1, { accountEnabled: false }), user(2)],
      'conditional-access': [policy({ exclude: out })],
    };
    expect(judge(given).verdict).toBe('fail');
  });

  it('ignores policies that are report-only, target some users, or have no grant control', () => {
    const harmless = [
      legacyBlock({ state: 'report-only' }),
      legacyBlock({ include: policySide({ userIds: [userId(3)] }) }),
      legacyBlock({ grant: null }),
    ];
    expect(judge({ 'conditional-access': [policy({ exclude: out }), ...harmless] }).verdict).toBe('pass');
    expect(judge({ 'conditional-access': harmless }).verdict).toBe('not-applicable');
  });

  it('is not-applicable without Entra ID P1', () => {
    expect(judge({ licenses: [license({ servicePlans: [] })] }).verdict).toBe('not-applicable');
    expect(judge({}, { 'conditional-access': needsLicense }).verdict).toBe('not-applicable');
  });

  it.each(['users', 'conditional-access'])('is unknown when %s cannot be read', (surface) => {
    expect(judge({}, { [surface]: needsAccess }).verdict).toBe('unknown');
  });
});
