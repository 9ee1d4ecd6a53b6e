import { insertBefore, insertSorted, newFile, type Recipe } from './recipe.ts';

const declaration = `import { judgeDirectoryPolicy } from '#shared/findings/directory/directory-policy-judgment.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { DirectoryPolicy } from '#shared/surfaces/directory-policies/schema.ts';
import { defineFinding, type SettingVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

type Policy = Extract<DirectoryPolicy, { kind: 'authorization' }>;

const judgeSetting = ({ riskyConsentAllowed }: Policy): SettingVerdict =>
  riskyConsentAllowed ? { verdict: 'fail', ...sentence('allowed') } : { verdict: 'pass', ...sentence('blocked') };

const judge = (posture: Posture) => judgeDirectoryPolicy(posture, 'authorization', judgeSetting);

export const riskyAppsBlocked = defineFinding({
  id: 'consent.risky-apps-blocked',
  version: 1,
  title: 'Users cannot consent to risky applications',
  problem: 'Users can consent to applications that are rated as risky',
  subject: 'tenant',
  severity: { fail: 'high' },
  why: 'Microsoft rates an application as risky when it looks like one that steals data. With this setting a user can let it in.',
  action: 'Set allowUserConsentForRiskyApps of the authorization policy to false.',
  impact: 'A user who needs such an application asks an administrator.',
  criteria: {
    verdicts: {
      pass: '\`allowUserConsentForRiskyApps\` is off',
      fail: 'it is on',
      unknown: 'the policy could not be read',
    },
  },
  remediation,
  references: ['EIDSCA.AP09'],
  sources: ['https://learn.microsoft.com/graph/api/resources/authorizationpolicy'],
  requires: ['directory-policies'],
  sentences: [sentence],
  judge,
});
`;

const sentences = `import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('consent.risky-apps-blocked', {
  allowed: { message: 'Users can consent to applications that Microsoft rates as risky.', values: {} },
  blocked: { message: 'Users cannot consent to applications that Microsoft rates as risky.', values: {} },
});
`;

const remediation = `import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Tell the customer which applications users have consented to.',
      who: 'Global Reader',
      where:
        'Microsoft Entra admin center > Entra ID > Enterprise apps > Consent and permissions > User consent settings',
      link: 'entra.enterprise-apps.consent.user',
      minutes: 10,
    },
    {
      text: 'Block consent to applications that are rated as risky.',
      who: 'Privileged Role Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Enterprise apps > Consent and permissions > User consent settings',
      link: 'entra.enterprise-apps.consent.user',
      minutes: 3,
    },
  ],
  verify: 'The setting is off. The next run of the product resolves the finding.',
  escalate: "Call the customer's contact if a user needs an application that is rated as risky.",
  verifiedOn: '2026-11-30',
  sources: ['https://learn.microsoft.com/graph/api/resources/authorizationpolicy'],
};
`;

const test = `import { riskyAppsBlocked } from '#shared/findings/consent/risky-apps-blocked/finding.ts';
import { describePolicyFinding } from '#test/support/describe-policy-finding.ts';

describePolicyFinding(riskyAppsBlocked, 'authorization', [
  ['consent to risky applications', { riskyConsentAllowed: true }, 'fail'],
]);
`;

export const findingRecipe: Recipe = {
  heading: 'Add a finding',
  placeholders: { area: 'consent', 'desired-state': 'risky-apps-blocked' },
  steps: [
    newFile(
      'shared/findings/<area>/<desired-state>/finding.ts',
      declaration,
      /write shared\/findings\/consent\/risky-apps-blocked\/finding\.ts: the declaration/,
    ),
    newFile(
      'shared/findings/<area>/<desired-state>/remediation.ts',
      remediation,
      /write shared\/findings\/consent\/risky-apps-blocked\/remediation\.ts: the steps/,
    ),
    newFile(
      'shared/findings/<area>/<desired-state>/sentences.ts',
      sentences,
      /Cannot find module '\.\/sentences\.ts'/,
      'types',
    ),
    {
      file: 'shared/findings/index.ts',
      edit: (text) =>
        insertBefore(
          insertSorted(
            text,
            "import { riskyAppsBlocked } from './consent/risky-apps-blocked/finding.ts';",
            /^import \{ \w+ \} from '\.\/[\w-]+\/[\w-]+\/finding\.ts'/,
            (line) => line.split("from '")[1] ?? '',
          ),
          '  userConsentRestricted,\n',
          '  riskyAppsBlocked,\n',
        ),
      forgotten: /add riskyAppsBlocked to shared\/findings\/index\.ts/,
    },
    newFile(
      'test/unit/shared/findings/<area>/<desired-state>/finding.test.ts',
      test,
      /write test\/unit\/shared\/findings\/consent\/risky-apps-blocked\/finding\.test\.ts: a passing tenant/,
    ),
    {
      file: 'shared/views/hardening/checklist.ts',
      edit: (text) => insertBefore(text, "'consent.admin-workflow-enabled'", "'consent.risky-apps-blocked', "),
      forgotten: /add consent\.risky-apps-blocked to its area in shared\/views\/hardening\/checklist\.ts/,
    },
    {
      file: 'test/demo/expected-verdicts.ts',
      edit: (text) =>
        insertSorted(
          text,
          'consent.risky-apps-blocked                    | unknown Fennimore Kestrel',
          /^[a-z-]+\.[\w-]+ +\|/,
        ),
      forgotten: /add consent\.risky-apps-blocked to test\/demo\/expected-verdicts\.ts/,
    },
  ],
  generated: [
    'docs/generated/findings.md',
    'docs/generated/openapi.json',
    'docs/generated/permissions.md',
    'shared/findings/consent/risky-apps-blocked/README.md',
  ],
  architectureTests: ['layout', 'findings', 'generated'],
};
