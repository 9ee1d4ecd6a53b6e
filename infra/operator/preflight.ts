import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { withTimeBox } from '#shared/kernel/time-box.ts';
import type { Pin } from '../settings.ts';
import { budgetMilliseconds, clientOptions, isAnswer, nameOf } from './ask-aws.ts';

/** `DefaultStackSynthesizer` of aws-cdk-lib asks for this version or a later one. */
const neededBootstrapVersion = 6;
const bootstrapParameter = '/cdk-bootstrap/hnb659fds/version';

/** Below it, the runs of one book throttle each other. A new account starts with 10 until AWS raises it. */
const neededConcurrency = 1_000;

interface Preflight {
  /** The ARN of the caller. */
  readonly caller: string;
  /** What the operator should know before deploying, one sentence each. */
  readonly notices: readonly string[];
}

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : nameOf(error);

const credentialsFault = (error: unknown, { account }: Pin): Error => {
  const signIn = `sign in to account ${account}`;
  if (nameOf(error) === 'CredentialsProviderError')
    return messageOf(error).startsWith('Could not load credentials')
      ? new Error(
          `there are no AWS credentials in this shell: ${signIn}, for example with aws sso login and AWS_PROFILE`,
        )
      : new Error(`the AWS credentials of this shell cannot be loaded: ${messageOf(error)}; ${signIn} again`);
  if (isAnswer(error))
    return new Error(`AWS refuses the credentials of this shell (${nameOf(error)}): ${signIn} again`);
  return new Error(`AWS could not be reached (${codeOf(error)}): check the network and its proxy`);
};

/** The ARN of the caller. Refuses credentials of another account. */
const askCaller = async (stage: string, pin: Pin): Promise<string> => {
  const sts = new STSClient(clientOptions(pin));
  const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({})).catch((error: unknown) => {
    throw credentialsFault(error, pin);
  });
  if (Account !== pin.account)
    throw new Error(
      `the credentials of this shell belong to account ${Account}, and stage ${stage} is pinned to ${pin.account} in ` +
        'infra/settings.ts: take credentials of that account, or change the pin',
    );
  return Arn ?? `account ${Account}`;
};

/**
 * Refuses an account without CDK's bootstrap. A caller who may not read its version is not refused, because CDK deploys
 * through the roles of the bootstrap.
 */
const checkBootstrap = async ({ account, region }: Pin): Promise<string | undefined> => {
  const command = `run npx cdk bootstrap aws://${account}/${region}`;
  try {
    const ssm = new SSMClient(clientOptions({ account, region }));
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: bootstrapParameter }));
    if (Number(Parameter?.Value) >= neededBootstrapVersion) return undefined;
    throw new Error(
      `the CDK bootstrap of account ${account} in ${region} has version ${Parameter?.Value}, and version ` +
        `${neededBootstrapVersion} is needed: ${command} again`,
    );
  } catch (error) {
    if (nameOf(error) === 'ParameterNotFound')
      throw new Error(`account ${account} has no CDK bootstrap in ${region}: ${command} once`, { cause: error });
    if (isAnswer(error)) return `the bootstrap was not checked: ${nameOf(error)}`;
    throw error;
  }
};

const checkConcurrency = async (pin: Pin): Promise<string | undefined> => {
  try {
    const { AccountLimit } = await new LambdaClient(clientOptions(pin)).send(new GetAccountSettingsCommand({}));
    const allowed = AccountLimit?.ConcurrentExecutions ?? 0;
    if (allowed >= neededConcurrency) return undefined;
    return (
      `Lambda may run ${allowed} functions at a time in this account, and a sync of many tenants is throttled: ask for ` +
      `${neededConcurrency} concurrent executions in Service Quotas`
    );
  } catch (error) {
    return `the quota of Lambda was not checked: ${nameOf(error)}`;
  }
};

/** A region that the shell names, and that is not the stage's. */
const refuseOtherRegion = (stage: string, { region }: Pin): void => {
  for (const variable of ['AWS_REGION', 'AWS_DEFAULT_REGION']) {
    const given = process.env[variable];
    if (given !== undefined && given !== '' && given !== region)
      throw new Error(
        `${variable} is ${given}, and stage ${stage} is pinned to ${region} in infra/settings.ts: unset it, or change the pin`,
      );
  }
};

const ask = async (stage: string, pin: Pin): Promise<Preflight> => {
  const caller = await askCaller(stage, pin);
  const checks = await Promise.all([checkBootstrap(pin), checkConcurrency(pin)]);
  return { caller, notices: checks.filter((notice) => notice !== undefined) };
};

/**
 * What AWS says before anything is built. Throws one sentence that says what to do if the stage cannot be deployed with
 * the credentials of the shell, or if AWS does not answer in time.
 */
export const preflight = async (stage: string, pin: Pin): Promise<Preflight> => {
  refuseOtherRegion(stage, pin);
  return withTimeBox(
    budgetMilliseconds,
    ask(stage, pin),
    () =>
      new Error(
        `AWS did not answer within ${budgetMilliseconds / 1_000} s: check the network, its proxy and the credentials`,
      ),
  );
};
