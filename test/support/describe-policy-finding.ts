import { describe, expect, it } from 'vitest';
import type { Finding } from '#shared/findings/define-finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import type { VerdictKind } from '#shared/kernel/verdict.ts';
import type { DirectoryPolicy, PolicyKind } from '#shared/surfaces/directory-policies/schema.ts';
import { type PolicyOf, passingPolicies, withPolicy } from './passing-policies.ts';
import { needsAccess, posture } from './posture-facts.ts';

/** A finding that stands on one field or two of a policy: it passes on a sound one, and each row breaks one field. */
export const describePolicyFinding = <Kind extends PolicyKind>(
  finding: Finding,
  kind: Kind,
  rows: readonly (readonly [what: string, broken: Partial<PolicyOf<Kind>>, verdict: VerdictKind])[],
): void => {
  const judge = (facts: readonly DirectoryPolicy[]) => judgeFinding(finding, posture({ 'directory-policies': facts }));

  describe(`${finding.id}`, () => {
    it('passes in a tenant that is in order', () => {
      expect(judge(passingPolicies()).verdict).toBe('pass');
    });

    it.each(rows)('with %s', (_what, broken, verdict) => {
      expect(judge(withPolicy(kind, broken)).verdict).toBe(verdict);
    });

    it('is unknown where this policy could not be read, and says what would help', () => {
      const others = passingPolicies().filter((policy) => policy.kind !== kind);
      const unread: DirectoryPolicy = { kind: 'unread', policy: kind, needs: ['Policy.Read.All'] };
      expect(judge([...others, unread])).toMatchObject({
        verdict: 'unknown',
        reason: `the policy ${kind} needs access that is not granted: Policy.Read.All`,
      });
      expect(judge([...others, { ...unread, needs: [] }]).reason).toBe(`the policy ${kind} could not be read`);
    });

    it('is unknown where no policy may be read, and looks at no other one', () => {
      expect(judgeFinding(finding, posture({}, { 'directory-policies': needsAccess })).verdict).toBe('unknown');
      const others = passingPolicies().filter((policy) => policy.kind !== kind);
      expect(judge(others).verdict).toBe('unknown');
    });
  });
};
