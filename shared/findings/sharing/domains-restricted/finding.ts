import type { Posture } from '#shared/posture/posture.ts';
import type { SharePointSettings } from '#shared/surfaces/sharepoint-settings/schema.ts';
import { defineFinding, type SettingVerdict } from '../../define-finding.ts';
import { judgeSharePointSettings } from '../sharepoint-judgment.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const judgeSetting = ({ sharing, domainRestriction, restrictedDomains }: SharePointSettings): SettingVerdict => {
  const evidence = { sharing, domainRestriction, restrictedDomains };
  if (sharing === 'disabled') return { verdict: 'not-applicable', ...sentence('off'), evidence };
  if (domainRestriction === 'unknown') {
    return { verdict: 'unknown', ...sentence('unknown-state'), evidence };
  }
  if (domainRestriction === 'none') return { verdict: 'warn', ...sentence('any'), evidence };
  const allows = domainRestriction === 'allow-list';
  return restrictedDomains === 0
    ? { verdict: 'warn', ...sentence('empty', { allows }), evidence }
    : { verdict: 'pass', ...sentence('listed', { allows, domains: restrictedDomains }), evidence };
};

const judge = (posture: Posture) => judgeSharePointSettings(posture, judgeSetting);

export const domainsRestricted = defineFinding({
  id: 'sharing.domains-restricted',
  version: 1,
  title: 'Sharing is limited to the domains of partners',
  problem: 'External sharing is not limited to specific domains',
  subject: 'tenant',
  severity: { warn: 'low' },
  why: 'Most sharing with a private mail address is a mistake or a leaver taking work along. A list of partners lets the rest through and stops that.',
  action:
    'In the SharePoint admin center, Policies, Sharing, More external sharing settings: limit external sharing by domain, and add the domains of partners.',
  impact: 'Sharing with a new partner fails until its domain is on the list.',
  criteria: {
    verdicts: {
      pass: 'an allow list or a block list with at least one domain',
      warn: 'no list, or an empty one',
      'not-applicable': 'sharing is off, or no plan with SharePoint',
      unknown: 'the settings could not be read',
    },
  },
  remediation,
  references: ['CIS 7.2.6'],
  sources: ['https://learn.microsoft.com/sharepoint/restricted-domains-sharing'],
  requires: ['sharepoint-settings'],
  sentences: [sentence],
  judge,
});
