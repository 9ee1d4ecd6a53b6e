import type { Sentence } from '#shared/kernel/sentence.ts';
import type { DirectoryPolicy, PolicyKind } from '#shared/surfaces/directory-policies/schema.ts';
import type { Posture } from './posture.ts';
import { verdictSentence } from './verdict-sentences.ts';

type PolicyOf<Kind extends PolicyKind> = Extract<DirectoryPolicy, { kind: Kind }>;

/** One of the five directory policies, or the reason why it is missing. */
export const directoryPolicyOf = <Kind extends PolicyKind>(
  posture: Posture,
  kind: Kind,
): { readonly policy: PolicyOf<Kind> } | { readonly unread: Sentence } => {
  const facts = posture.facts('directory-policies');
  const policy = facts.find((fact): fact is PolicyOf<Kind> => fact.kind === kind);
  if (policy !== undefined) return { policy };
  const needs = facts.flatMap((fact) => (fact.kind === 'unread' && fact.policy === kind ? fact.needs : []));
  return {
    unread:
      needs.length === 0
        ? verdictSentence('policy-unread', { policy: kind })
        : verdictSentence('policy-needs-access', { policy: kind, scopes: needs }),
  };
};
