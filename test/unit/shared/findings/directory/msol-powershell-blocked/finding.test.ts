import { msolPowershellBlocked } from '#shared/findings/directory/msol-powershell-blocked/finding.ts';
import { judgesPolicy } from '#test/support/describe-policy-finding.ts';

judgesPolicy(msolPowershellBlocked, 'authorization', [
  ['the module let in', { msolPowerShellBlocked: false }, 'warn'],
  ['nothing said', { msolPowerShellBlocked: null }, 'unknown'],
]);
