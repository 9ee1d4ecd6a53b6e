import { usersCannotRegisterApps } from '#shared/findings/directory/users-cannot-register-apps/finding.ts';
import { judgesPolicy } from '#test/support/describe-policy-finding.ts';

judgesPolicy(usersCannotRegisterApps, 'authorization', [['everybody allowed', { usersMayCreateApps: true }, 'fail']]);
