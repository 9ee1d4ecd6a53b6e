import { insertBefore, insertSorted, newFile, type Recipe } from './recipe.ts';

const declaration = `import { judgeDirectoryPolicy, type SettingVerdict } from '#shared/findings/directory/directory-policy-judgment.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { DirectoryPolicy } from '#shared/surfaces/directory-policies/schema.ts';
import { defineFinding } from '../../define-finding.ts';
import { sentence } from './sentences.ts';

type Policy = Extract<DirectoryPolicy, { kind: 'authorization' }>;

const judgeSetting = ({ riskyConsentAllowed }: Policy): SettingVerdict =>
  riskyConsentAllowed
    ? { verdict: 'fail', ...sentence('allowed') }
    : { verdict: 'pass', ...sentence('blocked') };

const judge = (posture: Posture) => judgeDirectoryPolicy(posture, 'authorization', judgeSetting);

export const riskyAppsBlocked = defineFinding({
  id: 'consent.risky-apps-blocked',
  version: 1,
  title: 'Users cannot consent to risky applications',
  subject: 'tenant',
  severity: { fail: 'high' },
  why: 'Microsoft rates an application as risky when it looks like one that steals data. With this setting a user can let it in.',
  action: {
    text: 'With Graph Explorer, set allowUserConsentForRiskyApps of the authorization policy to false.',
    url: 'https://developer.microsoft.com/graph/graph-explorer',
  },
  impact: 'A user who needs such an application asks an administrator.',
  criteria: {
    verdicts: {
      pass: '\`allowUserConsentForRiskyApps\` is off',
      fail: 'it is on',
      unknown: 'the policy could not be read',
    },
  },
  steps: ['Send \`PATCH /policies/authorizationPolicy\` with \`allowUserConsentForRiskyApps\` set to \`false\`.'],
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
