import { readdirSync } from 'node:fs';
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import { beforeAll, describe, expect, it } from 'vitest';
import { withPlantedFiles } from '#test/support/planted-files.ts';
import { root } from '#test/support/project-files.ts';

// The real configuration, so that a rule without a planted violation fails. The path is in a variable because the file
// has no types.
const configurationFile: string = `${root}/.dependency-cruiser.mjs`;
const {
  default: configuration,
  floors,
}: {
  default: { forbidden: NonNullable<IFlattenedRuleSet['forbidden']>; options: object };
  floors: readonly (readonly [string, ...string[]])[];
} = await import(configurationFile);

const target = 'export const target = 1;\n';
const imports = (path: string) => `import { target } from '${path}';\nexport const use = target;\n`;
const importsPackage = (name: string) => `import * as vendor from '${name}';\nexport const use = vendor;\n`;

/** For each floor but the highest, a file that imports the floor above it. */
const arrowsUp: Record<string, Record<string, string>> = Object.fromEntries(
  floors.slice(1).map(([above], floor) => [
    `floor-${floor}-imports-no-higher-floor`,
    {
      [`shared/${floors[floor]?.[0]}/arrow-up.ts`]: imports(`../${above}/higher-floor.ts`),
      [`shared/${above}/higher-floor.ts`]: target,
    },
  ]),
);

/** For each rule a file that violates it, with the files it imports. */
const violations: Record<string, Record<string, string>> = {
  ...arrowsUp,
  'no-circular': {
    'shared/posture/egg.ts': "import { hen } from './hen.ts';\nexport const egg = (): unknown => hen;\n",
    'shared/posture/hen.ts': "import { egg } from './egg.ts';\nexport const hen = (): unknown => egg;\n",
  },
  'kernel-is-pure': { 'shared/kernel/impure.ts': imports('../posture/target.ts'), 'shared/posture/target.ts': target },
  'surfaces-are-pure': {
    'shared/surfaces/alpha/surface.ts': imports('../../store/target.ts'),
    'shared/store/target.ts': target,
  },
  'surfaces-do-not-meet': {
    'shared/surfaces/alpha/schema.ts': imports('../beta/schema.ts'),
    'shared/surfaces/beta/schema.ts': target,
  },
  'findings-are-pure': { 'shared/findings/area/one/finding.ts': imports('../../../store/target.ts') },
  'judging-is-pure': { 'shared/judging/impure.ts': imports('../store/target.ts') },
  'findings-do-not-meet': {
    'shared/findings/area/two/finding.ts': imports('../three/finding.ts'),
    'shared/findings/area/three/finding.ts': target,
  },
  // A type import counts, too, although it is erased at compile time.
  'posture-is-pure': {
    'shared/posture/impure.ts': "import type { Shape } from '../store/shape.ts';\nexport type Use = Shape;\n",
    'shared/store/shape.ts': 'export type Shape = string;\n',
  },
  'licensing-is-pure': { 'shared/licensing/impure.ts': imports('../posture/target.ts') },
  'permissions-are-pure': { 'shared/permissions/impure.ts': imports('../store/target.ts') },
  'portals-are-pure': { 'shared/portals/impure.ts': imports('../store/target.ts') },
  'remediation-is-pure': { 'shared/remediation/impure.ts': imports('../store/target.ts') },
  'access-is-pure': { 'shared/access/impure.ts': imports('../store/target.ts') },
  'contracts-are-pure': {
    'shared/contract/impure.ts': imports('../lambda/target.ts'),
    'shared/lambda/target.ts': target,
  },
  'scopes-are-opened-at-the-door': {
    'shared/store/opens.ts': imports('../access/open-scope.ts'),
    'shared/access/open-scope.ts': target,
  },
  'shared-looks-inward': { 'shared/lambda/outward.ts': imports('../../infra/target.ts'), 'infra/target.ts': target },
  'functions-do-not-meet': { 'functions/api/one/one.ts': imports('../two/two.ts'), 'functions/api/two/two.ts': target },
  'tools-call-use-cases': {
    'functions/api/mcp/tools/wired.ts': imports('../../nine/wire.ts'),
    'functions/api/nine/wire.ts': target,
  },
  'only-mcp-speaks-mcp': { 'functions/api/ten/ten.ts': importsPackage('@modelcontextprotocol/server') },
  'use-cases-are-plain': { 'functions/api/three/list-things.ts': imports('../../../shared/store/target.ts') },
  'only-microsoft-talks-to-microsoft': { 'functions/api/four/wire.ts': importsPackage('@azure/msal-node') },
  'only-store-talks-to-dynamodb': { 'functions/api/five/wire.ts': importsPackage('@aws-sdk/lib-dynamodb') },
  'only-aws-talks-to-aws': { 'functions/api/eight/wire.ts': importsPackage('@aws-sdk/client-sns') },
  'only-lambda-talks-to-middy': { 'functions/api/six/wire.ts': importsPackage('@middy/core') },
  'cdk-stays-in-infra': { 'local/runtime/builds.ts': importsPackage('aws-cdk-lib') },
  'infra-reads-contracts-only': { 'infra/loads.ts': imports('../functions/api/two/two.ts') },
  'nothing-deployed-imports-local': {
    'functions/api/seven/wire.ts': imports('../../../local/target.ts'),
    'local/target.ts': target,
  },
  'client-is-by-itself': {
    'client/not-alone.ts': imports('../shared/kernel/target.ts'),
    'shared/kernel/target.ts': target,
  },
  'oracle-is-independent': {
    'test/support/visibility-oracle.ts':
      "import type { Rule } from '../../shared/communications/rule.ts';\nexport type Use = Rule;\n",
    'shared/communications/rule.ts': 'export type Rule = string;\n',
  },
  'nothing-imports-tests': {
    'shared/lambda/tested.ts': imports('../../test/support/target.ts'),
    'test/support/target.ts': target,
  },
};

/** Files that look like a violation and are allowed. */
const allowed: Record<string, string> = {
  'functions/api/three/ports.ts':
    "import type { Shape } from '../../../shared/store/shape.ts';\nexport type Port = Shape;\n",
};

let found: readonly { readonly rule: string; readonly from: string }[] = [];
let modules = 0;

beforeAll(async () => {
  // Object.assign of many arguments returns any.
  const files = Object.assign({}, allowed, ...Object.values(violations)) as Record<string, string>;
  await withPlantedFiles(files, async (folder) => {
    const { forbidden, options } = configuration;
    const { output } = await cruise(['shared', 'functions', 'infra', 'local', 'client', 'test'], {
      ...options,
      tsConfig: {},
      baseDir: folder,
      validate: true,
      ruleSet: { forbidden },
    });
    const { summary } = output as ICruiseResult; // text only where a reporter is asked for
    modules = summary.totalCruised;
    found = summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }));
  });
});

describe('dependency-cruiser', () => {
  it('cruises the modules: with an unsupported compiler it finds none and passes', () => {
    expect(modules).toBeGreaterThan(Object.keys(violations).length);
  });

  it('has a floor for every room of shared', () => {
    const rooms = readdirSync(`${root}/shared`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(floors.flat().toSorted()).toEqual(rooms.map(({ name }) => name).toSorted());
  });

  it('has a planted violation for every rule', () => {
    expect(Object.keys(violations).toSorted()).toEqual(configuration.forbidden.map(({ name }) => name).toSorted());
  });

  it.each(Object.entries(violations))('%s catches its violation', (rule, files) => {
    expect(found).toContainEqual({ rule, from: Object.keys(files)[0] });
  });

  it('allows a use case to import the type of a store', () => {
    expect(found.filter(({ from }) => from in allowed)).toEqual([]);
  });
});
