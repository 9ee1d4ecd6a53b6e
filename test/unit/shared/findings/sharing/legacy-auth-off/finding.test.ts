import { legacyAuthOff } from '#shared/findings/sharing/legacy-auth-off/finding.ts';
import { judgesSharePoint } from '#test/support/describe-sharepoint-finding.ts';

judgesSharePoint(legacyAuthOff, [['old programs let in', { legacyAuthenticationOn: true }, 'fail']]);
