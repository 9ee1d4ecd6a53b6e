import { fido2Enabled } from '#shared/findings/auth-methods/fido2-enabled/finding.ts';
import { describePolicyFinding } from '#test/support/describe-policy-finding.ts';

describePolicyFinding(fido2Enabled, 'authentication-methods', [
  ['passkeys off', { methods: [{ method: 'Fido2', state: 'disabled', for: 'everyone', excluded: 0 }] }, 'warn'],
  ['passkeys on for nobody', { methods: [{ method: 'Fido2', state: 'enabled', for: 'nobody', excluded: 0 }] }, 'warn'],
  ['passkeys on for some', { methods: [{ method: 'Fido2', state: 'enabled', for: 'some', excluded: 0 }] }, 'pass'],
  ['no passkeys named', { methods: [] }, 'warn'],
  [
    'a state that is not known',
    { methods: [{ method: 'Fido2', state: 'unknown', for: 'everyone', excluded: 0 }] },
    'unknown',
  ],
]);
