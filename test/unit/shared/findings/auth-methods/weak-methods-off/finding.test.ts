import { weakMethodsOff } from '#shared/findings/auth-methods/weak-methods-off/finding.ts';
import { describePolicyFinding } from '#test/support/describe-policy-finding.ts';

describePolicyFinding(weakMethodsOff, 'authentication-methods', [
  ['SMS for everybody', { methods: [{ method: 'Sms', state: 'enabled', for: 'everyone', excluded: 0 }] }, 'fail'],
  ['voice for everybody', { methods: [{ method: 'voice', state: 'enabled', for: 'everyone', excluded: 0 }] }, 'fail'],
  ['SMS for some', { methods: [{ method: 'Sms', state: 'enabled', for: 'some', excluded: 0 }] }, 'warn'],
  ['voice for some', { methods: [{ method: 'Voice', state: 'enabled', for: 'some', excluded: 0 }] }, 'warn'],
  ['SMS on for nobody', { methods: [{ method: 'Sms', state: 'enabled', for: 'nobody', excluded: 0 }] }, 'pass'],
  [
    'a state that is not known',
    { methods: [{ method: 'Sms', state: 'unknown', for: 'everyone', excluded: 0 }] },
    'unknown',
  ],
  ['e-mail for everybody', { methods: [{ method: 'Email', state: 'enabled', for: 'everyone', excluded: 0 }] }, 'pass'],
]);
