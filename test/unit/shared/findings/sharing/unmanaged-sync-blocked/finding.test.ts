import { unmanagedSyncBlocked } from '#shared/findings/sharing/unmanaged-sync-blocked/finding.ts';
import { describeSharePointFinding } from '#test/support/describe-sharepoint-finding.ts';

describeSharePointFinding(unmanagedSyncBlocked, [['any computer', { unmanagedSyncBlocked: false }, 'warn']]);
