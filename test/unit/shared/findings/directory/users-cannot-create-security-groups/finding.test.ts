import { usersCannotCreateSecurityGroups } from '#shared/findings/directory/users-cannot-create-security-groups/finding.ts';
import { describePolicyFinding } from '#test/support/describe-policy-finding.ts';

describePolicyFinding(usersCannotCreateSecurityGroups, 'authorization', [
  ['everybody allowed', { usersMayCreateSecurityGroups: true }, 'warn'],
]);
