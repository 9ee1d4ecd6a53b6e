import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMspScope } from '#shared/access/open-scope.ts';
import { MemberId, MspId } from '#shared/kernel/ids.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { startTestStack, type TestStack } from '#test/support/api-client.ts';
import { sequentialIds } from '#test/support/time-and-ids.ts';

const task = 'vectis-local-complete-audit';

describe('complete-audit of a running stack', () => {
  let testStack: TestStack;
  let client: DynamoDBDocumentClient;
  beforeAll(async () => {
    testStack = await startTestStack();
    client = DynamoDBDocumentClient.from(
      new DynamoDBClient({
        ...{ endpoint: testStack.stack.endpoints['AWS_ENDPOINT_URL_DYNAMODB'] ?? '', region: 'eu-west-1' },
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      }),
      { marshallOptions: { removeUndefinedValues: true } },
    );
  }, 120_000);
  afterAll(async () => {
    client?.destroy();
    await testStack?.stack.stop();
  });
  const minutesOn = (minutes: number) =>
    testStack.stack.clock.moveTo(new Date(testStack.stack.clock.now().getTime() + minutes * 60_000));
  const call = (path: string) => testStack.call('GET', path, { token: testStack.tokens.admin });

  it('writes unknown for a row that is older than a minute, by its schedule, and raises an alarm', async () => {
    const { stack, mspId } = testStack;
    const { body: me } = await call('/v1/me');
    const scope = openMspScope(MspId.parse(mspId));
    const memberId = MemberId.parse(me.memberId);
    const entry = { action: 'message-body.read', memberId, target: 'item-1', requestId: 'request-1' } as const;
    const table = { client, name: 'vectis-local', clock: stack.clock, newId: sequentialIds() };
    await auditLog(table).append(scope, { ...entry, outcome: 'requested' });
    expect(await stack.invoke(task, {})).toEqual({ msps: 1, completed: 0 });
    expect(await minutesOn(5)).toMatchObject({ fired: [{ schedule: task }] });
    expect(await stack.invoke(task, {})).toEqual({ msps: 1, completed: 0 });
    const { body } = await call('/v1/audit?action=message-body.read');
    expect(body.items).toMatchObject([
      { ...entry, outcome: 'unknown' },
      { ...entry, outcome: 'requested' },
    ]);
    expect((await call('/v1/audit/verification')).body).toMatchObject({ intact: true });
    await minutesOn(5);
    expect(stack.published.map(({ subject }) => subject)).toContain('ALARM: "vectis-local-audit-outcome-unknown"');
  });
});
