import { describe, expect, it } from 'vitest';
import { baselinePresent } from '#shared/findings/conditional-access/baseline-present/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { needsAccess, needsLicense, policy, posture } from '#test/support/posture-facts.ts';

const verdict = (...given: Parameters<typeof posture>) => judgeFinding(baselinePresent, posture(...given)).verdict;
const off = { 'conditional-access': [] } as const;
const on = { 'security-defaults': [{ isEnabled: true }] };

describe('conditional-access.baseline-present', () => {
  it('passes with an enabled policy', () => {
    expect(verdict()).toBe('pass');
  });

  it('passes with Security Defaults, also without a plan for Conditional Access', () => {
    expect(verdict({ ...off, ...on })).toBe('pass');
    expect(verdict({ ...off, ...on }, { 'conditional-access': needsLicense })).toBe('pass');
  });

  it('warns when policies are report-only', () => {
    expect(verdict({ 'conditional-access': [policy({ state: 'report-only' })] })).toBe('warn');
  });

  it('fails without Security Defaults and without a policy', () => {
    expect(verdict(off)).toBe('fail');
    expect(verdict({ 'conditional-access': [policy({ state: 'disabled' })] })).toBe('fail');
    expect(verdict({ 'conditional-access': [policy({ forWorkloads: true })] })).toBe('fail');
    expect(verdict(off, { 'conditional-access': needsLicense })).toBe('fail');
  });

  it('is unknown when one of the two cannot be read and the other is absent', () => {
    expect(verdict(off, { 'conditional-access': needsAccess })).toBe('unknown');
    expect(verdict(off, { 'security-defaults': needsAccess })).toBe('unknown');
    expect(verdict({}, { 'security-defaults': needsAccess })).toBe('pass');
  });
});
