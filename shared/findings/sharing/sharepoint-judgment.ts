import type { Posture } from '#shared/posture/posture.ts';
import { verdictSentence } from '#shared/posture/verdict-sentences.ts';
import type { SharePointSettings } from '#shared/surfaces/sharepoint-settings/schema.ts';
import { type Judgment, type SettingVerdict, tenantVerdict } from '../define-finding.ts';

/** Judges the SharePoint settings of the tenant; unknown when they could not be read. */
export const judgeSharePointSettings = (
  posture: Posture,
  judgeSetting: (settings: SharePointSettings) => SettingVerdict,
): readonly Judgment[] => {
  const [settings] = posture.facts('sharepoint-settings');
  if (settings === undefined) return tenantVerdict(posture, 'unknown', verdictSentence('sharing-unread'));
  return [{ subject: posture.tenant, ...judgeSetting(settings) }];
};
