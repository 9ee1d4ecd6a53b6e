import { noSelfServiceJoin } from '#shared/findings/guests/no-self-service-join/finding.ts';
import { judgesPolicy } from '#test/support/describe-policy-finding.ts';

judgesPolicy(noSelfServiceJoin, 'authorization', [
  ['everybody with an address let in', { emailVerifiedUsersMayJoin: true }, 'fail'],
]);
