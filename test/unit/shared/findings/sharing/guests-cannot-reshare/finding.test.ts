import { guestsCannotReshare } from '#shared/findings/sharing/guests-cannot-reshare/finding.ts';
import { judgesSharePoint } from '#test/support/describe-sharepoint-finding.ts';

judgesSharePoint(guestsCannotReshare, [['guests who may pass on', { guestsMayReshare: true }, 'fail']]);
