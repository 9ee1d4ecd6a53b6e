import { selfServiceResetOff } from '#shared/findings/admins/self-service-reset-off/finding.ts';
import { describePolicyFinding } from '#test/support/describe-policy-finding.ts';

describePolicyFinding(selfServiceResetOff, 'authorization', [
  ['administrators allowed', { adminsMayResetOwnPassword: true }, 'warn'],
]);
