import { directoryPolicyOf } from '#shared/posture/directory-policies.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { DirectoryPolicy, PolicyKind } from '#shared/surfaces/directory-policies/schema.ts';
import { type Judgment, type SettingVerdict, tenantVerdict } from '../define-finding.ts';

/** Judges one directory policy; unknown when that policy could not be read, even if others could. */
export const judgeDirectoryPolicy = <Kind extends PolicyKind>(
  posture: Posture,
  kind: Kind,
  judgeSetting: (policy: Extract<DirectoryPolicy, { kind: Kind }>) => SettingVerdict,
): readonly Judgment[] => {
  const found = directoryPolicyOf(posture, kind);
  if ('unread' in found) return tenantVerdict(posture, 'unknown', found.unread);
  return [{ subject: posture.tenant, ...judgeSetting(found.policy) }];
};
