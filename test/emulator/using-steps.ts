import type { DemoCustomer } from '#local/demo/book/demo-customer.ts';
import { seedDemo } from '#local/demo/seed.ts';
import type { SimulatedMicrosoft } from '#local/microsoft/start-microsoft.ts';
import { nextVersion } from './changed-copy.ts';
import { passed } from './commands.ts';
import { firstSignIn } from './sign-in.ts';
import { expectEqual, type StageUnderTest, type Step } from './stage-under-test.ts';
import { syncBookOf } from './sync-book-of.ts';

interface Microsoft {
  readonly microsoft: SimulatedMicrosoft;
  /** The customers whose tenants are connected. */
  readonly book: readonly DemoCustomer[];
}

export const mspName = 'Northwind IT';
export const laterCustomer = 'Woodgrove';
const admin = 'ada@northwind.example';

/** Versions of the shape of the stored customers, sorted. */
const customerShapes = async (stage: StageUnderTest): Promise<string> => {
  const values = `'{":entity":{"S":"customer"}}'`;
  const versions = await stage.aws(
    `dynamodb scan --table-name ${stage.prefix} --filter-expression '#e = :entity' --expression-attribute-names '{"#e":"__edb_e__"}' --expression-attribute-values ${values} --query 'Items[].shapeVersion.N'`,
  );
  return versions.split(/\s+/).toSorted().join(' ');
};

/** What a person does with the stage, and an update of it. */
export const usingSteps = (stage: StageUnderTest, { microsoft, book }: Microsoft): readonly Step[] => [
  [
    'msp:create, and the first sign-in of its admin',
    async () => {
      await passed(stage.commands.npm('msp:create', ['--stage', stage.stage, '--name', mspName, '--admin', admin]));
      stage.token = await firstSignIn(stage.endpoint, stage.stage, admin);
      await stage.expectAnswer('GET /v1/me', 200, [mspName]);
      return undefined;
    },
  ],
  [
    'a connection to the simulated Microsoft, and a book sync',
    async () => {
      await seedDemo({ apiUrl: stage.apiUrl, adminToken: stage.token, book });
      const { account, region } = stage.pin;
      const run = await syncBookOf(`arn:aws:states:${region}:${account}:stateMachine:${stage.prefix}-book-sync`);
      expectEqual('the number of tenants that were scheduled', run.scheduled, book.length);
      expectEqual('the number of tenants that were read', run.finished, book.length);
      return `${run.finished} tenant, ${microsoft.counters().graph} requests to Graph`;
    },
  ],
  [
    'the smoke test',
    async () => {
      const output = await passed(stage.commands.npm('smoke', ['--url', stage.apiUrl], { VECTIS_TOKEN: stage.token }));
      return `${output.match(/^ok/gm)?.length} routes`;
    },
  ],
  [
    'an update that changes a function and a stored shape',
    async () => {
      const before = await customerShapes(stage);
      const next = nextVersion();
      try {
        await passed(stage.deploy({}, next.folder));
      } finally {
        next.remove();
      }
      const described = `lambda get-function-configuration --function-name ${stage.prefix}-api-me --query Description`;
      expectEqual('the description of the function', await stage.aws(described), next.description);
      const customer = { name: laterCustomer, domains: [{ domain: 'woodgrove.example' }] };
      await stage.expectAnswer('POST /v1/customers', 201, [laterCustomer], customer);
      await stage.expectAnswer('GET /v1/customers', 200, [laterCustomer, book[0]?.name ?? '']);
      const after = await customerShapes(stage);
      expectEqual('the versions of the stored shape', after, `${before} ${next.shapeVersion}`);
      return `customers of shapes ${after}`;
    },
  ],
];
