import { judgeDirectoryPolicy } from '#shared/findings/directory/directory-policy-judgment.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { DirectoryPolicy } from '#shared/surfaces/directory-policies/schema.ts';
import { defineFinding, type SettingVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence, weakMethods } from './sentences.ts';

type Policy = Extract<DirectoryPolicy, { kind: 'authentication-methods' }>;

const weak: ReadonlySet<string> = new Set(weakMethods);

const judgeSetting = ({ methods }: Policy): SettingVerdict => {
  const found = methods.filter(({ method }) => weak.has(method.toLowerCase()));
  const evidence = { methods: found };
  const enabled = found.filter((each) => each.state === 'enabled' && each.for !== 'nobody');
  const enabledMethods = weakMethods.filter((weakMethod) =>
    enabled.some(({ method }) => method.toLowerCase() === weakMethod),
  );
  if (enabled.some((each) => each.for === 'everyone')) {
    return { verdict: 'fail', ...sentence('everyone', { methods: enabledMethods }), evidence };
  }
  if (enabled.length > 0) return { verdict: 'warn', ...sentence('some', { methods: enabledMethods }), evidence };
  return found.some(({ state }) => state === 'unknown')
    ? { verdict: 'unknown', ...sentence('unknown-state'), evidence }
    : { verdict: 'pass', ...sentence('off'), evidence };
};

const judge = (posture: Posture) => judgeDirectoryPolicy(posture, 'authentication-methods', judgeSetting);

export const weakMethodsOff = defineFinding({
  id: 'auth-methods.weak-methods-off',
  version: 1,
  title: 'Codes by SMS and calls are no second factor',
  problem: 'Text message or voice call is allowed as a second factor',
  subject: 'tenant',
  severity: { fail: 'medium', warn: 'low' },
  why: 'A telephone number can be moved to another SIM with a call to the shop, and a code in a message can be read out to a stranger. Both happen every day.',
  action: 'In the Entra admin center, Entra ID, Authentication methods, Policies: turn off SMS and Voice call.',
  impact:
    'People who registered nothing else cannot prove themselves any more: have them register the Authenticator app or a passkey first.',
  criteria: {
    intro: [
      'Read from the authentication methods policy. Until the migration is complete (a separate finding), the old MFA settings may still allow what is off here.',
    ],
    verdicts: {
      pass: 'SMS and voice are off, or on for nobody',
      warn: 'one is on for some groups',
      fail: 'one is on for all users, even with exclusions',
      unknown: 'the policy could not be read',
    },
  },
  remediation,
  references: ['CIS 5.2.3.5'],
  sources: ['https://learn.microsoft.com/entra/identity/authentication/concept-authentication-methods-manage'],
  requires: ['directory-policies'],
  sentences: [sentence],
  judge,
});
