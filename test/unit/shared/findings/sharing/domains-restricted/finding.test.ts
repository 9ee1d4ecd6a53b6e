import { domainsRestricted } from '#shared/findings/sharing/domains-restricted/finding.ts';
import { describeSharePointFinding } from '#test/support/describe-sharepoint-finding.ts';

describeSharePointFinding(domainsRestricted, [
  ['a block list', { domainRestriction: 'block-list' }, 'pass'],
  ['no list', { domainRestriction: 'none', restrictedDomains: 0 }, 'warn'],
  ['an empty list', { restrictedDomains: 0 }, 'warn'],
  ['a word that is not known', { domainRestriction: 'unknown' }, 'unknown'],
  ['sharing off', { sharing: 'disabled', domainRestriction: 'none' }, 'not-applicable'],
]);
