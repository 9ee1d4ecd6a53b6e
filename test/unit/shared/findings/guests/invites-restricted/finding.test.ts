import { invitesRestricted } from '#shared/findings/guests/invites-restricted/finding.ts';
import { describePolicyFinding } from '#test/support/describe-policy-finding.ts';

describePolicyFinding(invitesRestricted, 'authorization', [
  ['nobody inviting', { invitesFrom: 'none' }, 'pass'],
  ['every member inviting', { invitesFrom: 'adminsGuestInvitersAndAllMembers' }, 'warn'],
  ['everybody inviting', { invitesFrom: 'everyone' }, 'fail'],
  ['a word that is not known', { invitesFrom: 'unknown' }, 'unknown'],
]);
