import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { namesOf } from '../../names.ts';
import { outputNames } from '../../sign-in-addresses.ts';

const timeoutMilliseconds = 10_000;

interface StackOutputs {
  readonly apiUrl: string;
  readonly issuer: string;
  readonly clientId: string;
}

/** Reads the addresses from the outputs of the deployed stacks, with the credentials and region of the shell. */
export const stackOutputs = async (stage: string): Promise<StackOutputs> => {
  const client = new CloudFormationClient({ maxAttempts: 2 });
  const output = async (stack: string, name: string): Promise<string> => {
    const stackName = namesOf(stage).resource(stack);
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stackName }), {
      abortSignal: AbortSignal.timeout(timeoutMilliseconds),
    });
    const value = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue;
    if (value === undefined) {
      throw new Error(
        `the stack ${stackName} has no output ${name}: deploy it again, npm run deploy -- --stage ${stage}`,
      );
    }
    return value;
  };
  try {
    const [apiUrl, issuer, clientId] = await Promise.all([
      output('api', outputNames.apiUrl),
      output('data', outputNames.issuer),
      output('data', outputNames.clientId),
    ]);
    return { apiUrl, issuer, clientId };
  } catch (error) {
    throw explained(stage, error);
  } finally {
    client.destroy();
  }
};

const instead = 'or give --api, --issuer and --client-id, which the operator of the stage knows';

/** The errors of the SDK do not say what to do. */
const explained = (stage: string, error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const { name, message } = error;
  if (/CredentialsProviderError/.test(name)) return new Error(`there are no AWS credentials in this shell: ${instead}`);
  if (/Region is missing/.test(message))
    return new Error(`AWS_REGION is not set: set it to the region of ${stage}, ${instead}`);
  if (name === 'ValidationError' && /does not exist/.test(message)) {
    return new Error(
      `the stage ${stage} is not deployed in this account and region: check AWS_PROFILE and AWS_REGION, ${instead}`,
    );
  }
  if (/AccessDenied|ExpiredToken|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch/.test(name)) {
    return new Error(`AWS refused these credentials (${name}): sign in to AWS again, ${instead}`);
  }
  if (/Timeout|Abort/.test(name)) return new Error(`CloudFormation did not answer: try again, ${instead}`);
  return error;
};
