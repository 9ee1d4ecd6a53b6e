import { describe, expect, it } from 'vitest';
import type { Finding } from '#shared/findings/define-finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { english } from '#shared/kernel/english.ts';
import type { VerdictKind } from '#shared/kernel/verdict.ts';
import type { DirectoryPolicy, PolicyKind } from '#shared/surfaces/directory-policies/schema.ts';
import { type PolicyOf, passingPolicies, withPolicy } from './passing-policies.ts';
import { needsAccess, posture } from './posture-facts.ts';

/**
 * Tests a finding that depends on one or two fields of a policy. Each row changes one field of a passing policy and
 * names the verdict.
 */
export const describePolicyFinding = <Kind extends PolicyKind>(
  finding: Finding,
  kind: Kind,
  rows: readonly (readonly [what: string, overrides: Partial<PolicyOf<Kind>>, verdict: VerdictKind])[],
): void => {
  const judge = (facts: readonly DirectoryPolicy[]) => judgeFinding(finding, posture({ 'directory-policies': facts }));

  describe(`${finding.id}`, () => {
    it('passes on a passing policy', () => {
      expect(judge(passingPolicies()).verdict).toBe('pass');
    });

    it.each(rows)('judges a policy with %s', (_what, overrides, verdict) => {
      expect(judge(withPolicy(kind, overrides)).verdict).toBe(verdict);
    });

    it('is unknown with a reason when this policy could not be read', () => {
      const others = passingPolicies().filter((policy) => policy.kind !== kind);
      const unread: DirectoryPolicy = { kind: 'unread', policy: kind, needs: ['Policy.Read.All'] };
      expect(judge([...others, unread])).toMatchObject({
        verdict: 'unknown',
        reason: `Access to read the ${english.terms[`policy.${kind}`]} is not granted; missing: Policy.Read.All.`,
      });
      expect(judge([...others, { ...unread, needs: [] }]).reason).toBe(
        `The ${english.terms[`policy.${kind}`]} could not be read.`,
      );
    });

    it('is unknown when no policy was read, or only the others', () => {
      expect(judgeFinding(finding, posture({}, { 'directory-policies': needsAccess })).verdict).toBe('unknown');
      const others = passingPolicies().filter((policy) => policy.kind !== kind);
      expect(judge(others).verdict).toBe('unknown');
    });
  });
};
