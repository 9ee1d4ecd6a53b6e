import { usersCannotCreateTenants } from '#shared/findings/directory/users-cannot-create-tenants/finding.ts';
import { describePolicyFinding } from '#test/support/describe-policy-finding.ts';

describePolicyFinding(usersCannotCreateTenants, 'authorization', [
  ['everybody allowed', { usersMayCreateTenants: true }, 'fail'],
  ['nothing said', { usersMayCreateTenants: null }, 'unknown'],
]);
