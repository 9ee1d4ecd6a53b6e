import { usersCannotCreateTenants } from '#shared/findings/directory/users-cannot-create-tenants/finding.ts';
import { judgesPolicy } from '#test/support/describe-policy-finding.ts';

judgesPolicy(usersCannotCreateTenants, 'authorization', [
  ['everybody allowed', { usersMayCreateTenants: true }, 'fail'],
  ['nothing said', { usersMayCreateTenants: null }, 'unknown'],
]);
