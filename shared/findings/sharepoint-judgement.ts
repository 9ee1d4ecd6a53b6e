import type { Posture } from '#shared/posture/posture.ts';
import type { SharePointSettings } from '#shared/surfaces/sharepoint-settings/schema.ts';
import type { Judgement } from './define-finding.ts';
import { ofTenant } from './judgements.ts';

/** What a setting of the whole tenant comes to. */
export type Said = Pick<Judgement, 'verdict' | 'reason' | 'evidence'>;

/** Judges the one record of SharePoint's settings. */
export const judgeSharePoint = (
  posture: Posture,
  said: (settings: SharePointSettings) => Said,
): readonly Judgement[] => {
  const [settings] = posture.facts('sharepoint-settings');
  if (settings === undefined) return ofTenant(posture, 'unknown', 'the settings of SharePoint could not be read');
  return [{ subject: posture.tenant, ...said(settings) }];
};
