import { usersCannotRegisterApps } from '#shared/findings/directory/users-cannot-register-apps/finding.ts';
import { describePolicyFinding } from '#test/support/describe-policy-finding.ts';

describePolicyFinding(usersCannotRegisterApps, 'authorization', [
  ['everybody allowed', { usersMayCreateApps: true }, 'fail'],
]);
