import type { Posture } from '#shared/posture/posture.ts';
import type { SharePointSettings } from '#shared/surfaces/sharepoint-settings/schema.ts';
import { defineFinding, type SettingVerdict } from '../../define-finding.ts';
import { judgeSharePointSettings } from '../sharepoint-judgment.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const judgeSetting = ({ unmanagedSyncBlocked }: SharePointSettings): SettingVerdict =>
  unmanagedSyncBlocked ? { verdict: 'pass', ...sentence('blocked') } : { verdict: 'warn', ...sentence('allowed') };

const judge = (posture: Posture) => judgeSharePointSettings(posture, judgeSetting);

export const unmanagedSyncBlocked = defineFinding({
  id: 'sharing.unmanaged-sync-blocked',
  version: 1,
  title: 'OneDrive synchronizes only to managed computers',
  problem: 'OneDrive syncs to unmanaged computers',
  subject: 'tenant',
  severity: { warn: 'low' },
  why: 'Synchronizing copies whole libraries to a computer that the company neither encrypts nor can wipe, where they stay when its owner leaves.',
  action: 'In the SharePoint admin center, Settings, Sync: allow syncing only on computers joined to specific domains.',
  impact: 'OneDrive stops synchronizing on private computers and on those that belong to none of the domains.',
  criteria: {
    verdicts: {
      pass: 'blocked',
      warn: 'allowed',
      'not-applicable': 'no plan with SharePoint',
      unknown: 'the settings could not be read',
    },
  },
  remediation,
  references: ['CIS 7.3.2'],
  sources: ['https://learn.microsoft.com/sharepoint/allow-syncing-only-on-specific-domains'],
  requires: ['sharepoint-settings'],
  sentences: [sentence],
  judge,
});
