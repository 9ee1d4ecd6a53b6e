import { addDays, dateOf } from '#shared/kernel/clock.ts';
import type { Random } from '../random.ts';
import type { SimulatedControl, SimulatedSecureScore } from '../simulated-secure-score.ts';

type Effort = SimulatedControl['userImpact'];

const control = (
  id: string,
  title: string,
  maxScore: number,
  rank: number,
  [userImpact, implementationCost]: readonly [Effort, Effort],
  overrides: Partial<SimulatedControl> = {},
): SimulatedControl => ({
  id,
  title,
  category: 'Identity',
  service: 'AzureAD',
  maxScore,
  rank,
  userImpact,
  implementationCost,
  deprecated: false,
  state: 'Default',
  remediation: `In the Microsoft Entra admin center, open Protection and follow the guidance for: ${title}.`,
  actionUrl: 'https://entra.microsoft.com/#view/Microsoft_AAD_IAM/SecurityMenuBlade',
  ...overrides,
});

const apps = { category: 'Apps', service: 'EXO' } as const;

/**
 * Controls of a small business tenant, 100 points in total. Two of them need no action: one is deprecated, one is
 * covered by a third-party product.
 */
export const standardControls = (): SimulatedControl[] => [
  control('AdminMFAV2', 'Ensure multifactor authentication is enabled for all users in administrative roles', 10, 1, [
    'Low',
    'Low',
  ]),
  control('MFARegistrationV2', 'Ensure multifactor authentication is enabled for all users', 9, 2, ['Moderate', 'Low']),
  control('BlockLegacyAuthentication', 'Enable policies to block legacy authentication', 8, 3, [
    'Moderate',
    'Moderate',
  ]),
  control('OneAdmin', 'Designate more than one global admin', 1, 4, ['Low', 'Low']),
  control('SigninRiskPolicy', 'Enable sign-in risk policies', 7, 5, ['Moderate', 'Moderate']),
  control('UserRiskPolicy', 'Enable user risk policies', 7, 6, ['Moderate', 'Moderate']),
  control('RoleOverlap', 'Use least privileged administrative roles', 1, 7, ['Low', 'Low']),
  control('SelfServicePasswordReset', 'Enable self-service password reset', 1, 8, ['Moderate', 'Moderate']),
  control('PWAgePolicyNew', 'Do not expire passwords', 8, 9, ['Moderate', 'Low']),
  control('IntegratedApps', 'Do not allow users to grant consent to unreliable applications', 4, 10, [
    'Moderate',
    'Low',
  ]),
  control('mdo_safelinksforemail', 'Create Safe Links policies for email messages', 9, 11, ['Low', 'Low'], apps),
  control('mdo_safeattachmentpolicy', 'Turn on Safe Attachments in block mode', 8, 12, ['Low', 'Low'], apps),
  control(
    'mdo_highconfidencephishaction',
    'Quarantine messages detected from impersonated users',
    8,
    13,
    ['Low', 'Low'],
    apps,
  ),
  control('exo_mailboxaudit', 'Ensure mailbox auditing is on for all users', 5, 14, ['Low', 'Low'], apps),
  control(
    'exo_outboundforwarding',
    'Do not allow automatic forwarding to outside the company',
    6,
    15,
    ['High', 'Low'],
    apps,
  ),
  control('spo_legacy_auth', 'Require modern authentication for SharePoint applications', 3, 16, ['Moderate', 'Low'], {
    category: 'Data',
    service: 'SPO',
  }),
  control('mip_sensitivitylabels', 'Publish sensitivity labels', 5, 17, ['High', 'High'], {
    category: 'Data',
    service: 'MIP',
    state: 'ThirdParty',
  }),
  control('aad_oldcontrol', 'Retired: turn on legacy sign-in reports', 0, 99, ['Low', 'Low'], { deprecated: true }),
];

const days = 30;

/** Thirty daily scores. The last control of `implemented` was implemented 8 to 20 days ago, the others before. */
export const scoreHistory = (
  random: Random,
  now: Date,
  controls: readonly SimulatedControl[],
  implemented: readonly string[],
): SimulatedSecureScore[] => {
  const doneDaysAgo = random.between(8, 20);
  const last = implemented.at(-1);
  return Array.from({ length: days }, (_, daysAgo) => ({
    on: dateOf(addDays(now, -daysAgo)),
    scores: Object.fromEntries(
      controls.map(({ id, maxScore }) => {
        const isDone = implemented.includes(id) && (id !== last || daysAgo < doneDaysAgo);
        return [id, isDone ? maxScore : 0];
      }),
    ),
  }));
};
