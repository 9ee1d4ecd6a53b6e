import type { Posture } from '#shared/posture/posture.ts';
import type { SharePointSettings } from '#shared/surfaces/sharepoint-settings/schema.ts';
import { defineFinding, type SettingVerdict } from '../../define-finding.ts';
import { judgeSharePointSettings } from '../sharepoint-judgment.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const judgeSetting = ({ idleSignOut }: SharePointSettings): SettingVerdict => {
  const evidence = { idleSignOut };
  return idleSignOut.isOn
    ? { verdict: 'pass', ...sentence('on'), evidence }
    : { verdict: 'warn', ...sentence('off'), evidence };
};

const judge = (posture: Posture) => judgeSharePointSettings(posture, judgeSetting);

export const idleSignOutOn = defineFinding({
  id: 'sharing.idle-sign-out-on',
  version: 1,
  title: 'Idle browsers are signed out of SharePoint',
  problem: 'Idle session sign-out is off in SharePoint',
  subject: 'tenant',
  severity: { warn: 'low' },
  why: 'A browser that was left open on a shared or private computer shows the files to whoever sits down next.',
  action: 'In the SharePoint admin center, Policies, Access control, Idle session sign-out: turn it on.',
  impact: 'People who leave a browser idle on a device that is not managed sign in again.',
  criteria: {
    verdicts: {
      pass: 'on',
      warn: 'off',
      'not-applicable': 'no plan with SharePoint',
      unknown: 'the settings could not be read',
    },
  },
  remediation,
  references: ['CIS 1.3.2'],
  sources: ['https://learn.microsoft.com/sharepoint/sign-out-inactive-users'],
  requires: ['sharepoint-settings'],
  sentences: [sentence],
  judge,
});
