import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestStack, type TestStack } from '#test/support/api-client.ts';

/** The authorizer may take 10 s, and calls nothing when its own call has failed. */
const mostMilliseconds = 10_000;
let testStack: TestStack;
let enginePid = 0;

const listCustomers = () => testStack.call('GET', '/v1/customers', { token: testStack.tokens.admin });

beforeAll(async () => {
  testStack = await startTestStack({
    onEngineStart: (pid) => {
      enginePid = pid;
    },
  });
  await listCustomers(); // loads the functions
});
afterAll(async () => {
  process.kill(enginePid, 'SIGCONT'); // a process that is stopped handles no other signal
  await testStack?.stack.stop();
});

it('answers 503 in bounded time while the database does not answer, and serves when it answers again', async () => {
  process.kill(enginePid, 'SIGSTOP');
  const startedAt = performance.now();
  const stalled = await listCustomers();
  const milliseconds = performance.now() - startedAt;
  process.kill(enginePid, 'SIGCONT');
  expect(stalled).toMatchObject({ status: 503, body: { code: 'store-unavailable', status: 503 } });
  expect(stalled.headers.get('content-type')).toBe('application/problem+json');
  expect(milliseconds).toBeLessThan(mostMilliseconds);
  expect((await listCustomers()).status).toBe(200);
});
