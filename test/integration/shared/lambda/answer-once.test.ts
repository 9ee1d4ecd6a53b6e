import '#test/support/silent-logs.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { SecretText } from '#shared/api/secret-text.ts';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { apiHandler } from '#shared/lambda/api-handler.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { authorizerContext, callHandler, type TestRequest } from '#test/support/gateway-request.ts';

const answer = z.object({ petId: z.string() });
const contract = apiContract({
  description: 'Pets, to try the handler on.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'write' },
  timeoutSeconds: 5,
  memoryMegabytes: 128,
  operations: {
    addPet: {
      route: 'POST /v1/pets',
      summary: 'A new pet',
      ability: 'self.read',
      body: z.strictObject({ name: z.string(), chip: SecretText.optional() }),
      response: { status: 201, body: answer },
    },
    addKey: {
      route: 'POST /v1/keys',
      summary: 'A new key',
      ability: 'self.read',
      response: { status: 201, body: answer.extend({ key: z.string() }) },
      sensitive: true,
    },
  },
});

describe('Idempotency-Key', () => {
  let dynamoDb: TestDynamoDb;
  let made = 0;
  let meanwhile: () => Promise<void> = async () => {};
  const next = async () => {
    made += 1;
    const petId = `pet_${made}`;
    await meanwhile();
    return petId;
  };
  const handler = apiHandler(contract, () => ({}), {
    addPet: async () => ({ body: { petId: await next() }, headers: { location: '/v1/pets/x' } }),
    addKey: async () => ({ body: { petId: await next(), key: 'CANARY-key' } }),
  });
  const call = callHandler(handler);
  const add = (key: string, changed: Partial<TestRequest> = {}) =>
    call({
      route: 'POST /v1/pets',
      context: authorizerContext(),
      body: { name: 'Rex' },
      headers: { 'idempotency-key': key },
      ...changed,
    });

  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
    vi.stubEnv('STAGE', 'test');
    vi.stubEnv('TABLE_NAME', dynamoDb.table.name);
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', dynamoDb.endpoint);
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await dynamoDb.stop();
  });

  it('returns the stored response to a repeated request and runs the use case once', async () => {
    const before = made;
    const [first, second] = [await add('twice'), await add('twice')];
    expect(first).toMatchObject({ status: 201, headers: { location: '/v1/pets/x' } });
    expect(second).toMatchObject({
      status: 201,
      text: first.text,
      headers: { location: '/v1/pets/x', 'idempotency-replayed': 'true' },
    });
    expect(made - before).toBe(1);
  });

  it('runs the use case every time when the request has no key', async () => {
    const request = { route: 'POST /v1/pets', context: authorizerContext(), body: { name: 'Rex' } };
    expect((await call(request)).text).not.toBe((await call(request)).text);
  });

  it('separates keys by member, MSP and operation', async () => {
    const others = [
      authorizerContext({ memberId: 'mem_00000000000000000000000002' as never }),
      authorizerContext({ mspId: 'msp_00000000000000000000000002' as never }),
    ];
    const answers = [await add('mine'), ...(await Promise.all(others.map((context) => add('mine', { context }))))];
    answers.push(
      await call({ route: 'POST /v1/keys', context: authorizerContext(), headers: { 'idempotency-key': 'mine' } }),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(4);
  });

  it('refuses the key with a different request, ignoring secrets in it', async () => {
    await add('other', { body: { name: 'Rex', chip: 'one' } });
    expect(await add('other', { body: { name: 'Max' } })).toMatchObject({
      status: 422,
      body: { code: 'idempotency-mismatch' },
    });
    expect(await add('other', { body: { name: 'Rex', chip: 'two' } })).toMatchObject({ status: 201 });
  });

  it('refuses a repeated request while the first is in progress', async () => {
    meanwhile = () => pause(200);
    const both = await Promise.all([add('at-once'), add('at-once')]);
    meanwhile = async () => {};
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect(both.find(({ status }) => status === 409)).toMatchObject({
      body: { code: 'request-in-progress' },
      headers: { 'retry-after': '1' },
    });
  });

  it('accepts the key again after the first request failed', async () => {
    meanwhile = () => Promise.reject(new AppError('StoreUnavailable', 'later'));
    expect(await add('again')).toMatchObject({ status: 503 });
    meanwhile = async () => {};
    expect(await add('again')).toMatchObject({ status: 201 });
  });

  it('never stores a response with a secret and names its id in the replay', async () => {
    const request = { route: 'POST /v1/keys', context: authorizerContext(), headers: { 'idempotency-key': 'secret' } };
    const first = await call(request);
    expect(first).toMatchObject({ status: 201, body: { key: 'CANARY-key' } });
    expect(await call(request)).toMatchObject({
      status: 409,
      body: { code: 'already-answered', answeredId: `pet_${made}` },
    });
  });

  it.each(['', 'a b', 'x'.repeat(129), 'ü'])('refuses the key %j', async (key) => {
    expect(await add(key)).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
  });
});
