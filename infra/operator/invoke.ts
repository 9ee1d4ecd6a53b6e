import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvokeCommand, LambdaClient, type LambdaClientConfig } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import type { TaskContract } from '#shared/contract/function-contract.ts';
import { namesOf } from '../names.ts';

const sessionFile = resolve(import.meta.dirname, '../../.local/session.json');
const Session = z.looseObject({ awsEndpoint: z.url() });
const Failure = z.looseObject({ errorType: z.string(), errorMessage: z.string().default('') });

/**
 * A deployed stage is reached with the credentials and region of the shell, the stage `local` at the endpoint of the
 * running stack or of AWS_ENDPOINT_URL_LAMBDA.
 */
const clientOf = (stage: string): LambdaClient => {
  // Longer than any function may take, and without retries: the SDK must not invoke a function again that is still
  // running.
  const options: LambdaClientConfig = {
    maxAttempts: 1,
    requestHandler: { requestTimeout: 330_000, throwOnRequestTimeout: true },
  };
  if (stage !== 'local') return new LambdaClient(options);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return new LambdaClient({
    ...options,
    endpoint: process.env['AWS_ENDPOINT_URL_LAMBDA'] ?? localEndpoint(),
    region: 'us-east-1',
    credentials,
  });
};

const localEndpoint = (): string => {
  try {
    return Session.parse(JSON.parse(readFileSync(sessionFile, 'utf8'))).awsEndpoint;
  } catch (cause) {
    throw new Error('the stage local is not running on this machine: run npm start in another terminal', { cause });
  }
};

/**
 * Invokes an operations function and waits for its answer. Input and output are those of its contract. Throws the error
 * that the function reports.
 */
export const invokeOperation = async <Input extends z.ZodType, Output extends z.ZodType>(
  stage: string,
  name: string,
  contract: TaskContract<z.ZodObject, Input, Output>,
  input: z.input<Input>,
): Promise<z.output<Output>> => {
  const parsed = contract.input.safeParse(input);
  if (!parsed.success) throw new Error(`invalid input for ${name}:\n${z.prettifyError(parsed.error)}`);
  const client = clientOf(stage);
  try {
    const { FunctionError, Payload } = await client.send(
      new InvokeCommand({ FunctionName: namesOf(stage).function('operations', name), Payload: JSON.stringify(input) }),
    );
    const answer: unknown = JSON.parse(Payload?.transformToString() ?? 'null');
    if (FunctionError === undefined) return contract.output.parse(answer);
    const { errorType, errorMessage } = Failure.parse(answer);
    throw new Error(`${name} refused (${errorType}): ${errorMessage}`);
  } finally {
    client.destroy();
  }
};
