import { externalSharingRestricted } from '#shared/findings/sharing/external-sharing-restricted/finding.ts';
import { describeSharePointFinding } from '#test/support/describe-sharepoint-finding.ts';

describeSharePointFinding(externalSharingRestricted, [
  ['nothing shared', { sharing: 'disabled' }, 'pass'],
  ['new guests', { sharing: 'new-and-existing-guests' }, 'warn'],
  ['links for anybody', { sharing: 'anyone' }, 'fail'],
  ['a word that is not known', { sharing: 'unknown' }, 'unknown'],
]);
