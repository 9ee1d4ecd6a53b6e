import { msolPowershellBlocked } from '#shared/findings/directory/msol-powershell-blocked/finding.ts';
import { describePolicyFinding } from '#test/support/describe-policy-finding.ts';

describePolicyFinding(msolPowershellBlocked, 'authorization', [
  ['the module let in', { msolPowerShellBlocked: false }, 'warn'],
  ['the default', { msolPowerShellBlocked: null }, 'warn'],
]);
