import { selfServiceResetOff } from '#shared/findings/admins/self-service-reset-off/finding.ts';
import { judgesPolicy } from '#test/support/describe-policy-finding.ts';

judgesPolicy(selfServiceResetOff, 'authorization', [
  ['administrators allowed', { adminsMayResetOwnPassword: true }, 'warn'],
]);
