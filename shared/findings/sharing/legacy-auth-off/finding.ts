import type { Posture } from '#shared/posture/posture.ts';
import type { SharePointSettings } from '#shared/surfaces/sharepoint-settings/schema.ts';
import { defineFinding, type SettingVerdict } from '../../define-finding.ts';
import { judgeSharePointSettings } from '../sharepoint-judgment.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const judgeSetting = ({ legacyAuthenticationOn }: SharePointSettings): SettingVerdict =>
  legacyAuthenticationOn ? { verdict: 'fail', ...sentence('allowed') } : { verdict: 'pass', ...sentence('blocked') };

const judge = (posture: Posture) => judgeSharePointSettings(posture, judgeSetting);

export const legacyAuthOff = defineFinding({
  id: 'sharing.legacy-auth-off',
  version: 1,
  title: 'SharePoint takes modern authentication alone',
  problem: 'SharePoint allows apps without modern authentication',
  subject: 'tenant',
  severity: { fail: 'high' },
  why: 'Old programs cannot be asked for a second factor. Whoever has a password opens the files with one, past every policy.',
  action:
    'In the SharePoint admin center, Policies, Access control, Apps that do not use modern authentication: block access.',
  impact: 'Office 2010 and older, and some old add-ons and scanners, can no longer open files.',
  criteria: {
    verdicts: {
      pass: 'off',
      fail: 'on',
      'not-applicable': 'no plan with SharePoint',
      unknown: 'the settings could not be read',
    },
  },
  remediation,
  references: ['CIS 7.2.1'],
  sources: ['https://learn.microsoft.com/sharepoint/control-access-from-unmanaged-devices'],
  requires: ['sharepoint-settings'],
  sentences: [sentence],
  judge,
});
