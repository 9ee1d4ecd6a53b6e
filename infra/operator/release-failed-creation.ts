import {
  CloudFormationClient,
  DescribeStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import type { Pin } from '../settings.ts';
import { clientOptions, isAnswer, nameOf } from './ask-aws.ts';

/** A creation that failed and was rolled back completely. The stack never had data, and cannot be updated. */
const rolledBack = 'ROLLBACK_COMPLETE';

const stackOf = async (client: CloudFormationClient, StackName: string) => {
  try {
    return (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
  } catch (error) {
    // CloudFormation answers this for a stack that does not exist.
    if (nameOf(error) === 'ValidationError') return undefined;
    throw error;
  }
};

/**
 * CDK protects a stack against termination before it creates it, and deletes the remains of a failed creation before it
 * creates it again, which the protection refuses. So the protection is taken off such a stack; CDK sets it again.
 * Returns what was done, in one sentence.
 */
export const releaseFailedCreation = async (stackName: string, pin: Pin): Promise<string | undefined> => {
  const client = new CloudFormationClient(clientOptions(pin));
  try {
    const stack = await stackOf(client, stackName);
    if (stack?.StackStatus !== rolledBack || stack.EnableTerminationProtection !== true) return undefined;
    await client.send(
      new UpdateTerminationProtectionCommand({ StackName: stackName, EnableTerminationProtection: false }),
    );
    return `${stackName} was not created by an earlier deployment: CDK may delete what is left of it`;
  } catch (error) {
    if (isAnswer(error)) return `the state of ${stackName} was not checked: ${nameOf(error)}`;
    throw error;
  }
};
