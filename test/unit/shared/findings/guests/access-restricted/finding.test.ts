import { accessRestricted } from '#shared/findings/guests/access-restricted/finding.ts';
import { describePolicyFinding } from '#test/support/describe-policy-finding.ts';

describePolicyFinding(accessRestricted, 'authorization', [
  ["Microsoft's default", { guestRole: 'guest' }, 'warn'],
  ['guests like members', { guestRole: 'member' }, 'fail'],
  ['a role that is not known', { guestRole: 'unknown' }, 'unknown'],
]);
