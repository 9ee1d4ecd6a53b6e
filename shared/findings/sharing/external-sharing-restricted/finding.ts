import type { Posture } from '#shared/posture/posture.ts';
import type { SharePointSettings } from '#shared/surfaces/sharepoint-settings/schema.ts';
import { defineFinding, type SettingVerdict } from '../../define-finding.ts';
import { judgeSharePointSettings } from '../sharepoint-judgment.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const judgeSetting = ({ sharing }: SharePointSettings): SettingVerdict => {
  const evidence = { sharing };
  switch (sharing) {
    case 'disabled':
      return { verdict: 'pass', ...sentence('off'), evidence };
    case 'existing-guests':
      return { verdict: 'pass', ...sentence('existing-guests'), evidence };
    case 'new-and-existing-guests':
      return { verdict: 'warn', ...sentence('new-guests'), evidence };
    case 'anyone':
      return { verdict: 'fail', ...sentence('anyone'), evidence };
    case 'unknown':
      return { verdict: 'unknown', ...sentence('unknown-state'), evidence };
  }
};

const judge = (posture: Posture) => judgeSharePointSettings(posture, judgeSetting);

export const externalSharingRestricted = defineFinding({
  id: 'sharing.external-sharing-restricted',
  version: 1,
  title: 'Files and sites are shared with known guests at most',
  problem: 'Files can be shared with anyone or with new guests',
  subject: 'tenant',
  severity: { fail: 'high', warn: 'medium' },
  why: 'A link for anybody works for whoever gets hold of it, without a name and without a trace. It travels in forwarded mails and lives on when the work is long over.',
  action:
    'In the SharePoint admin center, Policies, Sharing: set external sharing of SharePoint and OneDrive to Existing guests, or to Only people in your organization.',
  impact: 'Links for anybody stop working at once. People who need a file have to be invited as guests.',
  criteria: {
    intro: ['Judges the setting of the organization; single sites may be stricter.'],
    verdicts: {
      pass: 'nobody outside, or existing guests only',
      warn: 'new and existing guests',
      fail: 'anybody with the link',
      'not-applicable': 'no plan with SharePoint',
      unknown: 'the settings could not be read',
    },
  },
  remediation,
  references: ['CIS 7.2.3'],
  sources: ['https://learn.microsoft.com/sharepoint/turn-external-sharing-on-or-off'],
  requires: ['sharepoint-settings'],
  sentences: [sentence],
  judge,
});
