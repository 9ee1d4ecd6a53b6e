// The direction of imports. Each comment says how to fix a violation. test/architecture plants violations of each rule.
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const zod = '(^|/)node_modules/zod/';

/** The rooms of shared by floor, lowest first. A room imports rooms of its own floor or of lower ones. */
export const floors = [
  ['kernel'],
  ['access', 'aws', 'licensing', 'portals', 'surfaces', 'telemetry'],
  ['contract', 'remediation'],
  ['posture'],
  ['findings'],
  ['judging', 'permissions'],
  ['microsoft', 'store'],
  ['openapi', 'api'],
  ['lambda', 'book', 'communications'],
  ['collecting', 'exports', 'views'],
];

const floorRules = floors.slice(0, -1).map((rooms, floor) =>
  rule(
    `floor-${floor}-imports-no-higher-floor`,
    'Move the shared part down to a room that both may import, or turn the import around.',
    { path: `^shared/(${rooms.join('|')})/` },
    {
      path: `^shared/(${floors
        .slice(floor + 1)
        .flat()
        .join('|')})/`,
    },
  ),
);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    rule(
      'no-circular',
      'Two files that need each other are one idea: merge them, or turn one around.',
      {},
      { circular: true },
    ),
    rule(
      'kernel-is-pure',
      'The kernel knows only zod.',
      { path: '^shared/kernel/' },
      { pathNot: ['^shared/kernel/', zod] },
    ),
    rule(
      'surfaces-are-pure',
      'A surface is a description: it reads Graph through the GraphReader it is given, and knows zod and the kernel.',
      { path: '^shared/surfaces/' },
      { pathNot: ['^shared/(kernel|surfaces)/', zod] },
    ),
    rule(
      'surfaces-do-not-meet',
      'Put what compares two surfaces into shared/posture or a finding.',
      { path: '^shared/surfaces/([^/]+)/' },
      { path: '^shared/surfaces/[^/]+/', pathNot: '^shared/surfaces/$1/' },
    ),
    rule(
      'findings-are-pure',
      'A finding judges a Posture: it knows the kernel, posture, remediation and the types of facts.',
      { path: '^shared/findings/' },
      { pathNot: ['^shared/(kernel|findings|posture|remediation)/', '^shared/surfaces/[^/]+/schema[.]ts$', zod] },
    ),
    rule(
      'judging-is-pure',
      'The engine judges what it is given: it knows findings, posture, licensing and the kernel, no store.',
      { path: '^shared/judging/' },
      { pathNot: ['^shared/(kernel|findings|judging|posture|licensing)/', '^shared/surfaces/[^/]+/schema[.]ts$', zod] },
    ),
    rule(
      'findings-do-not-meet',
      'What two findings share belongs into shared/posture.',
      { path: '^shared/findings/([^/]+/[^/]+)/' },
      { path: '^shared/findings/[^/]+/[^/]+/', pathNot: '^shared/findings/$1/' },
    ),
    rule(
      'posture-is-pure',
      'Posture is arithmetic on facts: kernel, licensing, the types of facts, zod.',
      { path: '^shared/posture/' },
      {
        pathNot: ['^shared/(kernel|posture|licensing)/', '^shared/surfaces/(facts-by-surface|[^/]+/schema)[.]ts$', zod],
      },
    ),
    rule(
      'licensing-is-pure',
      'Licensing is what is known of SKUs, plans and prices, whatever the tenant: kernel and zod.',
      { path: '^shared/licensing/' },
      { pathNot: ['^shared/(kernel|licensing)/', zod] },
    ),
    rule(
      'permissions-are-pure',
      'What a permission or a plan unlocks is read from the registries, and asks nobody.',
      { path: '^shared/permissions/' },
      { pathNot: ['^shared/(kernel|surfaces|findings|posture|permissions|portals)/', zod] },
    ),
    rule(
      'portals-are-pure',
      'Links to portals are made of what they are given: kernel alone.',
      { path: '^shared/portals/' },
      { pathNot: ['^shared/(kernel|portals)/', zod] },
    ),
    rule(
      'remediation-is-pure',
      'Steps are texts and the links in them: kernel and portals alone.',
      { path: '^shared/remediation/' },
      { pathNot: ['^shared/(kernel|portals|remediation)/', zod] },
    ),
    rule(
      'access-is-pure',
      'Roles and the participant rule decide on what they are given.',
      { path: '^shared/access/' },
      { pathNot: ['^shared/(kernel|access)/', zod] },
    ),
    rule(
      'contracts-are-pure',
      'A contract is a description: CDK and the OpenAPI document read it without any code that runs.',
      { path: '^shared/contract/' },
      { pathNot: ['^shared/(kernel|access|contract)/', zod] },
    ),
    rule(
      'scopes-are-opened-at-the-door',
      'Take the scope as an argument. Only the doors (handlers, task parser, directories) open one.',
      {
        pathNot: [
          '^shared/(access|lambda|collecting)/',
          '^functions/.*/wire[.]ts$',
          '^shared/store/directory-',
          '^test/',
        ],
      },
      { path: '^shared/access/open-scope[.]ts$' },
    ),
    rule(
      'shared-looks-inward',
      'shared is imported; it imports no entry point.',
      { path: '^shared/' },
      { path: '^(functions|infra|statemachines|local|test)/' },
    ),
    rule(
      'functions-do-not-meet',
      'Two functions share through shared/.',
      { path: '^functions/([^/]+/[^/]+)/', pathNot: '^functions/api/mcp/' },
      { path: '^functions/[^/]+/[^/]+/', pathNot: '^functions/$1/' },
    ),
    rule(
      'tools-call-use-cases',
      'A tool of the MCP server answers by a use case of the API: it imports that, and neither its wire nor its handler.',
      { path: '^functions/api/mcp/' },
      { path: ['^functions/(?!api/)', '^functions/api/(?!mcp/)[^/]+/(handler|wire)[.]ts$'] },
    ),
    rule(
      'only-mcp-speaks-mcp',
      'The SDK of the protocol lives in functions/api/mcp/protocol.ts.',
      { pathNot: '^(functions/api/mcp/protocol[.]ts$|test/)' },
      { path: 'node_modules/@modelcontextprotocol/' },
    ),
    rule(
      'use-cases-are-plain',
      'A use case takes ports. Only handler.ts and wire.ts touch adapters; a type is allowed.',
      { path: '^functions/', pathNot: '/(handler|wire)[.]ts$' },
      {
        path: [
          '^shared/(microsoft|store|aws|telemetry|collecting|lambda)/',
          '^shared/communications/communications-context[.]ts$',
        ],
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'only-microsoft-talks-to-microsoft',
      'msal and the Graph client live behind shared/microsoft.',
      { pathNot: '^(shared/microsoft|test)/' },
      { path: 'node_modules/@(azure|microsoft)/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'only-store-talks-to-dynamodb',
      'Keys and expressions live behind shared/store.',
      { pathNot: '^(shared/store|local/runtime|test)/' },
      { path: ['node_modules/@aws-sdk/(client-dynamodb|lib-dynamodb)/', 'node_modules/electrodb/'] },
    ),
    rule(
      'only-aws-talks-to-aws',
      'Adapters of Secrets Manager, Step Functions, CloudWatch Logs, SNS, EventBridge and Cognito live in shared/aws.',
      { pathNot: '^(shared/aws|test)/' },
      {
        path: 'node_modules/@aws-sdk/client-(cloudwatch-logs|sns|eventbridge|cognito-identity-provider|secrets-manager|sfn)/',
      },
    ),
    rule(
      'only-lambda-talks-to-middy',
      'Use taskHandler or apiHandler.',
      { pathNot: '^shared/lambda/' },
      { path: 'node_modules/@middy/' },
    ),
    rule(
      'cdk-stays-in-infra',
      'Infrastructure lives in infra/.',
      { pathNot: '^(infra|test/infra)/' },
      { path: 'node_modules/(aws-cdk-lib|constructs|cdk-nag)/' },
    ),
    rule(
      'infra-reads-contracts-only',
      'Synthesis never loads run-time code: contracts, declarations and names only.',
      { path: '^infra/' },
      {
        path: '^(functions|shared)/',
        pathNot: [
          '/(surface-)?contract[.]ts$',
          '^shared/kernel/',
          '^shared/surfaces/',
          '^shared/access/abilities[.]ts$',
          '^shared/contract/',
          '^shared/store/table-shape[.]ts$',
        ],
      },
    ),
    rule(
      'nothing-deployed-imports-local',
      'local/ is a machine to run the stack on, not part of it.',
      { path: '^(shared|functions|statemachines|infra)/' },
      { path: '^local/' },
    ),
    rule(
      'client-is-by-itself',
      'client/ is published without the product: it imports its own files and openapi-fetch.',
      { path: '^client/' },
      { pathNot: '(^client/|(^|/)node_modules/openapi-fetch/)' },
    ),
    rule(
      'oracle-is-independent',
      'The oracle says the participant rule a second time: it imports nothing that says it the first time.',
      { path: '^test/support/visibility-oracle[.]ts$' },
      { path: '^(shared|functions)/' },
    ),
    rule('nothing-imports-tests', 'Move it to shared, or to test/support.', { pathNot: '^test/' }, { path: '^test/' }),
    ...floorRules,
  ],
  options: {
    // Says which imports are of types alone; the default parser here has no TypeScript that it knows.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|cdk[.]out)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
