import { directoryPolicyOf } from '#shared/posture/directory-policies.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { DirectoryPolicy, PolicyKind } from '#shared/surfaces/directory-policies/schema.ts';
import { type Judgment, tenantVerdict } from '../define-finding.ts';

/** What a setting of the whole tenant comes to. */
export type SettingVerdict = Pick<Judgment, 'verdict' | 'reason' | 'evidence'>;

/** Judges one of the directory's policies; one that could not be read beside others leaves it unknown. */
export const judgeDirectoryPolicy = <Kind extends PolicyKind>(
  posture: Posture,
  kind: Kind,
  said: (policy: Extract<DirectoryPolicy, { kind: Kind }>) => SettingVerdict,
): readonly Judgment[] => {
  const found = directoryPolicyOf(posture, kind);
  if ('unread' in found) return tenantVerdict(posture, 'unknown', found.unread);
  return [{ subject: posture.tenant, ...said(found.policy) }];
};
