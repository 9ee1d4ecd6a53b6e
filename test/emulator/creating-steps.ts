import { passed, refused } from './commands.ts';
import { expectEqual, type StageUnderTest, type Step } from './stage-under-test.ts';

const stacks = ['data', 'sync', 'api', 'operations'];

/** What the second stack had created is removed, and the first one stays. */
const failsInSync = (stage: StageUnderTest): Step => [
  'the create is run again, and fails in sync: the name of a function is taken',
  async () => {
    const name = `${stage.prefix}-finish-run`;
    await passed(
      stage.commands.bash(
        'cd "$HOME" && echo "exports.handler = async () => {}" >index.js && python3 -m zipfile -c taken.zip index.js',
      ),
    );
    await stage.aws(
      `lambda create-function --function-name ${name} --runtime nodejs24.x --handler index.handler --role arn:aws:iam::${stage.pin.account}:role/taken --zip-file fileb://$HOME/taken.zip`,
    );
    await refused(stage.deploy(), `with identifier '${name}' already exists`);
    await stage.aws(`lambda delete-function --function-name ${name}`);
    return `the stack is ${await stage.statusOf('sync')}`;
  },
];

/** What is asked before a deployment, a create that fails twice, and the one that reaches the end. */
export const creatingSteps = (stage: StageUnderTest, isShort: boolean): readonly Step[] => [
  [
    'no command connects to another machine',
    async () => {
      await refused(stage.commands.bash(`node -e "await fetch('http://192.0.2.1')"`), 'is not on this machine');
      return undefined;
    },
  ],
  [
    'deploy refuses an account without bootstrap',
    async () => {
      await refused(stage.deploy(), `run npx cdk bootstrap aws://${stage.pin.account}/${stage.pin.region}`);
      return undefined;
    },
  ],
  [
    'cdk bootstrap',
    async () => {
      await passed(stage.commands.cdk(['bootstrap', `aws://${stage.pin.account}/${stage.pin.region}`]));
      return undefined;
    },
  ],
  [
    'deploy refuses credentials of another account',
    async () => {
      await refused(stage.deploy({ AWS_ACCESS_KEY_ID: '999999999999' }), 'belong to account 999999999999');
      return undefined;
    },
  ],
  [
    'a create fails half-way in data: the name of the table is taken',
    async () => {
      await stage.aws(
        `dynamodb create-table --table-name ${stage.prefix} --billing-mode PAY_PER_REQUEST --key-schema AttributeName=a,KeyType=HASH --attribute-definitions AttributeName=a,AttributeType=S`,
      );
      await refused(stage.deploy(), `with identifier '${stage.prefix}' already exists`);
      await stage.aws(`dynamodb delete-table --table-name ${stage.prefix}`);
      return `the stack is ${await stage.statusOf('data')}`;
    },
  ],
  ...(isShort ? [] : [failsInSync(stage)]),
  [
    'the create is run again, and reaches the end',
    async () => {
      await passed(stage.deploy());
      for (const stack of stacks) expectEqual(stack, await stage.statusOf(stack), 'CREATE_COMPLETE');
      await stage.openApi();
      await stage.expectAnswer('GET /v1/health', 200, ['ok']);
      return undefined;
    },
  ],
];
