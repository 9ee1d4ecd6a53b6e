import type { DirectoryPolicy, PolicyKind } from '#shared/surfaces/directory-policies/schema.ts';
import type { Posture } from './posture.ts';

type PolicyOf<Kind extends PolicyKind> = Extract<DirectoryPolicy, { kind: Kind }>;

/** One of the five directory policies, or the reason why it is missing. */
export const directoryPolicyOf = <Kind extends PolicyKind>(
  posture: Posture,
  kind: Kind,
): { readonly policy: PolicyOf<Kind> } | { readonly unread: string } => {
  const facts = posture.facts('directory-policies');
  const policy = facts.find((fact): fact is PolicyOf<Kind> => fact.kind === kind);
  if (policy !== undefined) return { policy };
  const needs = facts.flatMap((fact) => (fact.kind === 'unread' && fact.policy === kind ? fact.needs : []));
  return {
    unread:
      needs.length === 0
        ? `the policy ${kind} could not be read`
        : `the policy ${kind} needs access that is not granted: ${needs.join(', ')}`,
  };
};
