import { usersCannotCreateSecurityGroups } from '#shared/findings/directory/users-cannot-create-security-groups/finding.ts';
import { judgesPolicy } from '#test/support/directory-policies.ts';

judgesPolicy(usersCannotCreateSecurityGroups, 'authorization', [
  ['everybody allowed', { usersMayCreateSecurityGroups: true }, 'warn'],
]);
