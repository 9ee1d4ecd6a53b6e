import { judgeDirectoryPolicy } from '#shared/findings/directory/directory-policy-judgment.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { DirectoryPolicy } from '#shared/surfaces/directory-policies/schema.ts';
import { defineFinding, type SettingVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

type Policy = Extract<DirectoryPolicy, { kind: 'authentication-methods' }>;

const judgeSetting = ({ methods, authenticator }: Policy): SettingVerdict => {
  const app = methods.find(({ method }) => method.toLowerCase() === 'microsoftauthenticator');
  if (app?.state === 'disabled') return { verdict: 'not-applicable', ...sentence('app-off') };
  const { numberMatching, applicationShown, locationShown } = authenticator;
  const evidence = { numberMatching, applicationShown, locationShown };
  if (numberMatching === 'disabled') {
    return { verdict: 'fail', ...sentence('no-number'), evidence };
  }
  const hidden = [
    ...(applicationShown === 'disabled' ? (['application'] as const) : []),
    ...(locationShown === 'disabled' ? (['location'] as const) : []),
  ];
  if (hidden.length > 0) return { verdict: 'warn', ...sentence('context-hidden', { hidden }), evidence };
  return numberMatching === 'unknown'
    ? { verdict: 'unknown', ...sentence('unknown-state'), evidence }
    : { verdict: 'pass', ...sentence('on'), evidence };
};

const judge = (posture: Posture) => judgeDirectoryPolicy(posture, 'authentication-methods', judgeSetting);

export const numberMatchingOn = defineFinding({
  id: 'auth-methods.number-matching-on',
  version: 1,
  title: 'The Authenticator app asks for a number',
  problem: 'Authenticator requests do not show the app name or location',
  subject: 'tenant',
  severity: { fail: 'medium', warn: 'low' },
  why: 'Who is asked often enough approves a request to have peace. Typing in a number from the screen takes that way: whoever is not at the screen cannot.',
  action:
    'In the Entra admin center, Entra ID, Authentication methods, Policies, Microsoft Authenticator, Configure: show the application name and the geographic location for all users.',
  impact: 'Old watches and old versions of the app cannot approve requests any more.',
  criteria: {
    intro: ['Microsoft enforces number matching, so its default counts as on.'],
    verdicts: {
      pass: 'on, or the default',
      warn: 'the application or the location is not shown',
      fail: 'off',
      'not-applicable': 'the Authenticator app is off',
      unknown: 'the policy could not be read',
    },
  },
  remediation,
  references: ['CIS 5.2.3.1'],
  sources: ['https://learn.microsoft.com/entra/identity/authentication/how-to-mfa-number-match'],
  requires: ['directory-policies'],
  sentences: [sentence],
  judge,
});
