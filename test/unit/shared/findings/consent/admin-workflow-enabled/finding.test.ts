import { adminWorkflowEnabled } from '#shared/findings/consent/admin-workflow-enabled/finding.ts';
import { describePolicyFinding } from '#test/support/describe-policy-finding.ts';

describePolicyFinding(adminWorkflowEnabled, 'admin-consent', [
  ['the workflow off', { isEnabled: false }, 'fail'],
  ['no reviewer', { reviewers: 0 }, 'warn'],
  ['requests that stay open long', { requestDays: 60 }, 'pass'],
]);
