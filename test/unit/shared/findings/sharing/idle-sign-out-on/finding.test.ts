import { idleSignOutOn } from '#shared/findings/sharing/idle-sign-out-on/finding.ts';
import { judgesSharePoint } from '#test/support/describe-sharepoint-finding.ts';

judgesSharePoint(idleSignOutOn, [['no sign-out', { idleSignOut: { isOn: false, afterSeconds: 0 } }, 'warn']]);
