import { guestsCannotReshare } from '#shared/findings/sharing/guests-cannot-reshare/finding.ts';
import { describeSharePointFinding } from '#test/support/describe-sharepoint-finding.ts';

describeSharePointFinding(guestsCannotReshare, [['guests who may pass on', { guestsMayReshare: true }, 'fail']]);
