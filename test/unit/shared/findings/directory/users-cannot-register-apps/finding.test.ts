import { usersCannotRegisterApps } from '#shared/findings/directory/users-cannot-register-apps/finding.ts';
import { judgesPolicy } from '#test/support/directory-policies.ts';

judgesPolicy(usersCannotRegisterApps, 'authorization', [['everybody allowed', { usersMayCreateApps: true }, 'fail']]);
