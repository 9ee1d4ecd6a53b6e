import { directoryPolicyOf } from '#shared/posture/directory-policies.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { DirectoryPolicy, PolicyKind } from '#shared/surfaces/directory-policies/schema.ts';
import type { Judgement } from './define-finding.ts';
import { ofTenant } from './judgements.ts';

/** What a setting of the whole tenant comes to. */
export type Said = Pick<Judgement, 'verdict' | 'reason' | 'evidence'>;

/** Judges one of the directory's policies; one that could not be read beside others leaves it unknown. */
export const judgePolicy = <Kind extends PolicyKind>(
  posture: Posture,
  kind: Kind,
  said: (policy: Extract<DirectoryPolicy, { kind: Kind }>) => Said,
): readonly Judgement[] => {
  const found = directoryPolicyOf(posture, kind);
  if ('unread' in found) return ofTenant(posture, 'unknown', found.unread);
  return [{ subject: posture.tenant, ...said(found.policy) }];
};
