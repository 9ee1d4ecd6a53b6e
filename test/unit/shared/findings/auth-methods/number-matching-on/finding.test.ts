import { numberMatchingOn } from '#shared/findings/auth-methods/number-matching-on/finding.ts';
import { describePolicyFinding } from '#test/support/describe-policy-finding.ts';

describePolicyFinding(numberMatchingOn, 'authentication-methods', [
  [
    'everything left to Microsoft',
    { authenticator: { numberMatching: 'default', applicationShown: 'default', locationShown: 'default' } },
    'pass',
  ],
  [
    'number matching off',
    { authenticator: { numberMatching: 'disabled', applicationShown: 'enabled', locationShown: 'enabled' } },
    'fail',
  ],
  [
    'the application hidden',
    { authenticator: { numberMatching: 'enabled', applicationShown: 'disabled', locationShown: 'enabled' } },
    'warn',
  ],
  [
    'the place hidden',
    { authenticator: { numberMatching: 'enabled', applicationShown: 'enabled', locationShown: 'disabled' } },
    'warn',
  ],
  [
    'a state that is not known',
    { authenticator: { numberMatching: 'unknown', applicationShown: 'enabled', locationShown: 'enabled' } },
    'unknown',
  ],
  [
    'the app off',
    { methods: [{ method: 'MicrosoftAuthenticator', state: 'disabled', for: 'nobody', excluded: 0 }] },
    'not-applicable',
  ],
]);
