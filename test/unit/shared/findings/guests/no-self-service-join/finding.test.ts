import { noSelfServiceJoin } from '#shared/findings/guests/no-self-service-join/finding.ts';
import { describePolicyFinding } from '#test/support/describe-policy-finding.ts';

describePolicyFinding(noSelfServiceJoin, 'authorization', [
  ['everybody with an address let in', { emailVerifiedUsersMayJoin: true }, 'fail'],
]);
