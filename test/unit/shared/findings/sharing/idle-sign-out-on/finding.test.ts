import { idleSignOutOn } from '#shared/findings/sharing/idle-sign-out-on/finding.ts';
import { judgesSharePoint } from '#test/support/sharepoint.ts';

judgesSharePoint(idleSignOutOn, [['no sign-out', { idleSignOut: { isOn: false, afterSeconds: 0 } }, 'warn']]);
