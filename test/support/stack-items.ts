import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { RunningStack } from '#local/stack.ts';

/** All items of a running stack's table, read page by page. */
export async function* stackItems(stack: RunningStack, name = 'vectis-local'): AsyncGenerator<Record<string, unknown>> {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: stack.endpoints['AWS_ENDPOINT_URL_DYNAMODB'] ?? '',
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    }),
  );
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: name, ExclusiveStartKey: from }));
    yield* page.Items ?? [];
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  client.destroy();
}

export const allStackItems = (stack: RunningStack, name?: string): Promise<readonly Record<string, unknown>[]> =>
  Array.fromAsync(stackItems(stack, name));

/**
 * Everything that a running stack has written, as texts: table, logs and log events, executions with their histories,
 * alarms, notifications.
 */
export const everythingWritten = async (stack: RunningStack) => ({
  table: (await allStackItems(stack)).map((item) => JSON.stringify(item)),
  logs: [...stack.logs().map((line) => JSON.stringify(line)), ...stack.logEvents],
  executions: stack.executions.map((execution) => JSON.stringify(execution)),
  histories: stack.executions.map(({ executionArn }) => JSON.stringify(stack.history(executionArn))),
  alarms: [JSON.stringify(stack.alarms), JSON.stringify(stack.published)],
});
