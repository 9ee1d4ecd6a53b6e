import type { Posture } from '#shared/posture/posture.ts';
import type { SharePointSettings } from '#shared/surfaces/sharepoint-settings/schema.ts';
import { defineFinding, type SettingVerdict } from '../../define-finding.ts';
import { judgeSharePointSettings } from '../sharepoint-judgment.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const judgeSetting = ({ guestsMayReshare }: SharePointSettings): SettingVerdict =>
  guestsMayReshare ? { verdict: 'fail', ...sentence('allowed') } : { verdict: 'pass', ...sentence('blocked') };

const judge = (posture: Posture) => judgeSharePointSettings(posture, judgeSetting);

export const guestsCannotReshare = defineFinding({
  id: 'sharing.guests-cannot-reshare',
  version: 1,
  title: 'Guests cannot share on what does not belong to them',
  problem: 'Guests can reshare files they do not own',
  subject: 'tenant',
  severity: { fail: 'medium' },
  why: 'What a guest may pass on ends up with people whom nobody here has ever heard of. Who decides then is no longer the owner.',
  action:
    'In the SharePoint admin center, Policies, Sharing, More external sharing settings: clear Allow guests to share items they do not own.',
  impact: 'Guests ask the owner to share. What they shared before stays shared.',
  criteria: {
    verdicts: {
      pass: 'they cannot',
      fail: 'they may',
      'not-applicable': 'no plan with SharePoint',
      unknown: 'the settings could not be read',
    },
  },
  remediation,
  references: ['CIS 7.2.5'],
  sources: ['https://learn.microsoft.com/sharepoint/turn-external-sharing-on-or-off'],
  requires: ['sharepoint-settings'],
  sentences: [sentence],
  judge,
});
