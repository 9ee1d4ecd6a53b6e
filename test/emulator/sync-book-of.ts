import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { BookRun } from '#local/demo/sync-book.ts';

const pollMilliseconds = 1_000;
const timeoutMilliseconds = 180_000;

/** Starts the book sync as its schedule does, and waits for its output. */
export const syncBookOf = async (stateMachineArn: string): Promise<BookRun> => {
  const machines = new SFNClient({});
  const { executionArn } = await machines.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify({ kind: 'posture' }) }),
  );
  const startedAt = performance.now();
  while (performance.now() - startedAt < timeoutMilliseconds) {
    const { status, output, error, cause } = await machines.send(new DescribeExecutionCommand({ executionArn }));
    if (status === 'SUCCEEDED') return BookRun.parse(JSON.parse(output ?? ''));
    if (status !== 'RUNNING') throw new Error(`the book sync ended as ${status}: ${error} ${cause}`);
    await new Promise((wake) => setTimeout(wake, pollMilliseconds));
  }
  throw new Error(`the book sync did not end within ${timeoutMilliseconds / 1_000} s`);
};
