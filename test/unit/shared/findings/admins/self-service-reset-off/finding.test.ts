import { selfServiceResetOff } from '#shared/findings/admins/self-service-reset-off/finding.ts';
import { judgesPolicy } from '#test/support/directory-policies.ts';

judgesPolicy(selfServiceResetOff, 'authorization', [
  ['administrators allowed', { adminsMayResetOwnPassword: true }, 'warn'],
]);
