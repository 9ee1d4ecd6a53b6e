import { idleSignOutOn } from '#shared/findings/sharing/idle-sign-out-on/finding.ts';
import { describeSharePointFinding } from '#test/support/describe-sharepoint-finding.ts';

describeSharePointFinding(idleSignOutOn, [['no sign-out', { idleSignOut: { isOn: false, afterSeconds: 0 } }, 'warn']]);
