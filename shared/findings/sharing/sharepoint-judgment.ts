import type { Posture } from '#shared/posture/posture.ts';
import type { SharePointSettings } from '#shared/surfaces/sharepoint-settings/schema.ts';
import { type Judgment, tenantVerdict } from '../define-finding.ts';

/** What a setting of the whole tenant comes to. */
export type SettingVerdict = Pick<Judgment, 'verdict' | 'reason' | 'evidence'>;

/** Judges the one record of SharePoint's settings. */
export const judgeSharePointSettings = (
  posture: Posture,
  said: (settings: SharePointSettings) => SettingVerdict,
): readonly Judgment[] => {
  const [settings] = posture.facts('sharepoint-settings');
  if (settings === undefined) return tenantVerdict(posture, 'unknown', 'the settings of SharePoint could not be read');
  return [{ subject: posture.tenant, ...said(settings) }];
};
