import { registrationsByUser } from '#shared/posture/mfa-numbers.ts';
import { mfaDenominator, privilegedDenominator } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { privilegedRolesOf } from '#shared/posture/privileged.ts';
import { unknownReason } from '#shared/posture/surface-obstacle.ts';
import type { User } from '#shared/surfaces/users/schema.ts';
import { defineFinding, type Judgment, tenantVerdict } from '../../define-finding.ts';
import { judgeMfaCapability } from '../capability-judgment.ts';
import { capabilitySentence } from '../capability-sentences.ts';
import { remediation } from './remediation.ts';

/** Who may activate a role is an administrator, too. It does not matter who that is where everybody is capable. */
const unreadAdministrators = (posture: Posture): readonly Judgment[] => {
  const unread = unknownReason(posture, ['role-schedules']);
  const registrations = registrationsByUser(posture);
  const isCapable = ({ userId }: User): boolean => registrations.get(userId)?.isCapable === true;
  return unread === undefined || mfaDenominator(posture).every(isCapable)
    ? []
    : tenantVerdict(posture, 'unknown', unread);
};

const judge = (posture: Posture): readonly Judgment[] => {
  const judgments = judgeMfaCapability(posture, privilegedDenominator(posture), ({ userId }) => [
    ...new Set(privilegedRolesOf(posture, userId).map(({ name }) => name)),
  ]);
  const isUnknown = judgments.some(({ subject }) => subject.kind === 'tenant');
  return isUnknown ? judgments : [...judgments, ...unreadAdministrators(posture)];
};

export const everyAdminCapable = defineFinding({
  id: 'mfa.every-admin-capable',
  version: 2,
  title: 'Every holder of a privileged role has registered a method of multi-factor authentication',
  problem: 'Administrator has no multifactor authentication method registered',
  subject: 'user',
  severity: { fail: 'critical' },
  why: 'An administrator without a registered method protects the tenant with a password. Whoever learns it can register a method of their own, and is then the administrator whom every policy lets in.',
  action:
    'In the Entra admin center, Entra ID, Authentication methods, User registration details: have the administrator register a phishing-resistant method today, or take the role away until they have.',
  impact: 'Taking a role away stops the work that is done with it. Registering breaks nothing.',
  criteria: {
    intro: [
      'One verdict for each member who holds or is eligible for a privileged role, directly or through a group. Roles are matched by template id. Guests with a role are listed elsewhere and not counted; break-glass accounts are shown separately.',
    ],
    verdicts: {
      pass: 'MFA-capable',
      fail: 'not capable',
      unknown:
        'registrations could not be read, for whatever reason; users or roles could not be read; the report does not contain the user yet; or it is not known who may activate a role, and not everybody is capable',
    },
  },
  remediation,
  references: ['MS.AAD.3.6v1'],
  sources: ['https://learn.microsoft.com/entra/identity/role-based-access-control/best-practices'],
  requires: ['users', 'directory-roles'],
  consults: ['mfa-registrations', 'role-schedules', 'mailbox-settings'],
  sentences: [capabilitySentence],
  judge,
});
