import { unmanagedSyncBlocked } from '#shared/findings/sharing/unmanaged-sync-blocked/finding.ts';
import { judgesSharePoint } from '#test/support/describe-sharepoint-finding.ts';

judgesSharePoint(unmanagedSyncBlocked, [['any computer', { unmanagedSyncBlocked: false }, 'warn']]);
