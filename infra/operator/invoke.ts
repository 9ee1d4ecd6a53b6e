import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvokeCommand, LambdaClient, type LambdaClientConfig } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import type { TaskContract } from '#shared/lambda/function-contract.ts';
import { namesOf } from '../names.ts';

const sessionFile = resolve(import.meta.dirname, '../../.local/session.json');
const Session = z.looseObject({ awsEndpoint: z.url() });
const Failure = z.looseObject({ errorType: z.string(), errorMessage: z.string().default('') });

/**
 * A stage in an account is reached with the credentials and the region of the shell; the stage `local` at the address
 * of the running session on this machine, or at the one in the SDK's endpoint variable.
 */
const clientOf = (stage: string): LambdaClient => {
  // Longer than any function may take: the SDK must not retry an invocation that is still running.
  const patient: LambdaClientConfig = { maxAttempts: 1, requestHandler: { requestTimeout: 330_000 } };
  if (stage !== 'local') return new LambdaClient(patient);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return new LambdaClient({
    ...patient,
    endpoint: process.env['AWS_ENDPOINT_URL_LAMBDA'] ?? localEndpoint(),
    region: 'us-east-1',
    credentials,
  });
};

const localEndpoint = (): string => {
  try {
    return Session.parse(JSON.parse(readFileSync(sessionFile, 'utf8'))).awsEndpoint;
  } catch (cause) {
    throw new Error('nothing serves the stage local on this machine: npm start, in another terminal', { cause });
  }
};

/**
 * Invokes one of the operator's functions and waits. Input and output are those of its contract; a refusal throws an
 * error with the function's message.
 */
export const invokeOperation = async <Input extends z.ZodType, Output extends z.ZodType>(
  stage: string,
  name: string,
  contract: TaskContract<z.ZodObject, Input, Output>,
  input: z.input<Input>,
): Promise<z.output<Output>> => {
  const parsed = contract.input.safeParse(input);
  if (!parsed.success) throw new Error(`that can't be asked of ${name}:\n${z.prettifyError(parsed.error)}`);
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
