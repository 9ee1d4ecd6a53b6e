import { judgeDirectoryPolicy } from '#shared/findings/directory/directory-policy-judgment.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { DirectoryPolicy } from '#shared/surfaces/directory-policies/schema.ts';
import { defineFinding, type SettingVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

type Policy = Extract<DirectoryPolicy, { kind: 'authentication-methods' }>;

const judgeSetting = ({ methods, passkeys }: Policy): SettingVerdict => {
  const keys = methods.find(({ method }) => method.toLowerCase() === 'fido2');
  const evidence = { fido2: keys ?? null, passkeys };
  if (keys?.state === 'unknown') {
    return { verdict: 'unknown', ...sentence('unknown-state'), evidence };
  }
  if (keys?.state !== 'enabled' || keys.for === 'nobody') {
    return { verdict: 'warn', ...sentence('off'), evidence };
  }
  return { verdict: 'pass', ...sentence('on', { everyone: keys.for === 'everyone' }), evidence };
};

const judge = (posture: Posture) => judgeDirectoryPolicy(posture, 'authentication-methods', judgeSetting);

export const fido2Enabled = defineFinding({
  id: 'auth-methods.fido2-enabled',
  version: 1,
  title: 'Passkeys and security keys can be used',
  problem: 'Passkeys and security keys are not enabled',
  subject: 'tenant',
  severity: { warn: 'low' },
  why: 'A passkey cannot be phished, guessed or read out on the telephone. Where it is off, those who would use one cannot.',
  action:
    'In the Entra admin center, Entra ID, Authentication methods, Policies: enable Passkey (FIDO2) for all users.',
  impact: 'Nothing breaks: nobody has to use one until a policy asks for it.',
  criteria: {
    verdicts: {
      pass: 'on, for everybody or for groups',
      warn: 'off, or on for nobody',
      unknown: 'the policy could not be read',
    },
  },
  remediation,
  references: ['EIDSCA.AF01'],
  sources: ['https://learn.microsoft.com/entra/identity/authentication/how-to-enable-passkey-fido2'],
  requires: ['directory-policies'],
  sentences: [sentence],
  judge,
});
