import { usersCannotCreateSecurityGroups } from '#shared/findings/directory/users-cannot-create-security-groups/finding.ts';
import { judgesPolicy } from '#test/support/describe-policy-finding.ts';

judgesPolicy(usersCannotCreateSecurityGroups, 'authorization', [
  ['everybody allowed', { usersMayCreateSecurityGroups: true }, 'warn'],
]);
