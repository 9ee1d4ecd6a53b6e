import { legacyAuthOff } from '#shared/findings/sharing/legacy-auth-off/finding.ts';
import { describeSharePointFinding } from '#test/support/describe-sharepoint-finding.ts';

describeSharePointFinding(legacyAuthOff, [['old programs let in', { legacyAuthenticationOn: true }, 'fail']]);
