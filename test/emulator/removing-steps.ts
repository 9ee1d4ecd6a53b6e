import {
  CloudWatchLogsClient,
  DeleteLogGroupCommand,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';
import { passed } from './commands.ts';
import { commandsOfGuide } from './guide.ts';
import { remainsOf } from './remains.ts';
import { expectEqual, type StageUnderTest, type Step } from './stage-under-test.ts';
import { laterCustomer, mspName } from './using-steps.ts';

const [destroyStacks = ''] = commandsOfGuide('Tear a stage down');

/** Nobody answers a question here, and the assembly is there already. */
const destroyWithoutAsking = destroyStacks.replace(/cdk destroy --context \S+/, 'cdk destroy --force --app cdk.out');

const mspIdOf = async (stage: StageUnderTest): Promise<string> => {
  const answer = await fetch(`${stage.apiUrl}/v1/me`, {
    headers: { authorization: `Bearer ${stage.token}` },
    signal: AbortSignal.timeout(60_000),
  });
  const mspId = /msp_\w+/.exec(await answer.text())?.[0];
  if (mspId === undefined) throw new Error('GET /v1/me names no MSP');
  return mspId;
};

/** What the stack of the data retains. The SDK deletes the log groups: Amazon's command line starts anew for each. */
const deleteRetained = async (stage: StageUnderTest): Promise<void> => {
  await stage.aws(`dynamodb delete-table --table-name ${stage.prefix}`);
  for (const key of ['cursor', 'audit-anchor', 'consent'])
    await stage.aws(
      `secretsmanager delete-secret --secret-id ${stage.stage}/keys/${key} --force-delete-without-recovery`,
    );
  const logs = new CloudWatchLogsClient({});
  const names: (string | undefined)[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client: logs }, {}))
    names.push(...logGroups.map(({ logGroupName }) => logGroupName));
  for (const logGroupName of names) await logs.send(new DeleteLogGroupCommand({ logGroupName }));
};

/** The three stacks without data are removed and come back; then everything is removed, as the guide says. */
export const removingSteps = (stage: StageUnderTest): readonly Step[] => [
  [
    'the stacks without data are destroyed',
    async () => {
      await passed(stage.commands.bash(destroyWithoutAsking));
      await stage.statusOf('data');
      return undefined;
    },
  ],
  [
    'the version before the update is deployed again, and reads what the update stored',
    async () => {
      await passed(stage.commands.deployAssembly());
      await stage.openApi();
      await stage.expectAnswer('GET /v1/me', 200, [mspName]);
      await stage.expectAnswer('GET /v1/customers', 200, [laterCustomer]);
      return undefined;
    },
  ],
  [
    'the MSP is removed, and the stage is torn down',
    async () => {
      const { commands, prefix } = stage;
      const mspId = await mspIdOf(stage);
      await passed(commands.npm('msp:remove', ['--stage', stage.stage, '--msp', mspId, '--name', mspName]));
      await stage.closeApi();
      await passed(commands.bash(destroyWithoutAsking));
      await stage.aws(
        `cloudformation update-termination-protection --stack-name ${prefix}-data --no-enable-termination-protection`,
      );
      await stage.aws(`dynamodb update-table --table-name ${prefix} --no-deletion-protection-enabled`);
      await passed(
        commands.bash(`aws cloudformation delete-stack --stack-name ${prefix}-data
        aws cloudformation wait stack-delete-complete --stack-name ${prefix}-data`),
      );
      await deleteRetained(stage);
      return undefined;
    },
  ],
  [
    'what is left of the stage',
    async () => {
      const left = (await passed(stage.commands.bash(remainsOf(stage.stage)))).trim().split('\n').toSorted();
      // The guide leaves it to the operator: its name can be given again.
      expectEqual('what is left', left.join(', '), `${stage.prefix}-people`);
      return `the user pool ${left.join(', ')}, as the guide says`;
    },
  ],
];
