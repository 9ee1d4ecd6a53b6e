import { startDynamoDb as startLocalEngine } from '#local/runtime/dynamodb/engine.ts';
import { awsEnvironment } from '#test/support/aws-clients.ts';
import { startDynamoDb } from '#test/support/dynamodb.ts';
import { authorizerContext, callHandler } from '#test/support/gateway-request.ts';
import { cleanups } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';
import { withinSeconds } from '../within-seconds.ts';

const mostSeconds = 10;

/** Starts the engine of the local stack with an empty table. */
const startEngine = async () => {
  let pid = 0;
  const engine = await startLocalEngine({ onStart: (started) => (pid = started) });
  const send = (signal: NodeJS.Signals): boolean => process.kill(pid, signal);
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = engine.endpoint;
  const { table, stop } = await startDynamoDb();
  cleanups.push(async () => {
    send('SIGCONT'); // a process that is stopped handles no other signal
    await stop();
    await engine.stop();
  });
  return { tableName: table.name, endpoint: engine.endpoint, send };
};

export const stalledEngine: FaultScenario = {
  number: 43,
  fault: 'the embedded DynamoDB stops answering while the API serves',
  expected: 'before: 200; stalled: 503 store-unavailable; when it answers again: 200',
  protection: {
    file: 'shared/aws/client-options.ts',
    find: 'attemptMilliseconds: 2_000',
    replace: 'attemptMilliseconds: 20_000',
    without: 'one attempt may take 20 s',
  },
  async run() {
    const { tableName, endpoint, send } = await startEngine();
    Object.assign(process.env, awsEnvironment(endpoint), {
      TABLE_NAME: tableName,
      STAGE: 'local',
      CURSOR_KEY_ID: 'cursor-key',
    });
    // The handler reads its environment when it is loaded.
    const { handler } = await import('#functions/api/customers/handler.ts');
    const call = callHandler(handler);
    const listCustomers = async (): Promise<string> => {
      const { status, body } = await call({ route: 'GET /v1/customers', context: authorizerContext() });
      const { code } = body as { readonly code?: string }; // a problem has a code
      return [status, code].filter((part) => part !== undefined).join(' ');
    };
    const before = await listCustomers();
    send('SIGSTOP');
    const stalled = await withinSeconds(mostSeconds, listCustomers());
    send('SIGCONT');
    return `before: ${before}; stalled: ${stalled}; when it answers again: ${await listCustomers()}`;
  },
};
