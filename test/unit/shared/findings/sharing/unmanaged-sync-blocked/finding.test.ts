import { unmanagedSyncBlocked } from '#shared/findings/sharing/unmanaged-sync-blocked/finding.ts';
import { judgesSharePoint } from '#test/support/sharepoint.ts';

judgesSharePoint(unmanagedSyncBlocked, [['any computer', { unmanagedSyncBlocked: false }, 'warn']]);
