import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestStack, type TestStack } from '#test/support/api-client.ts';
import { allStackItems } from '#test/support/stack-items.ts';

const connection = {
  mode: 'own-app',
  tenantId: '0f0f0f0f-0000-4000-8000-000000000001',
  clientId: '0f0f0f0f-0000-4000-8000-000000000002',
  credential: { kind: 'secret', value: 'not~a.real-secret_value' },
  mailboxes: ['jane@msp.example'],
};

describe('bad input', () => {
  let testStack: TestStack;
  beforeAll(async () => {
    testStack = await startTestStack();
    const { admin } = testStack.tokens;
    const first = { name: 'First', domains: [{ domain: 'first.example' }] };
    const { status, text } = await testStack.call('POST', '/v1/customers', { token: admin, body: first });
    if (status !== 201) throw new Error(`the first customer could not be made: ${text}`);
  }, 120_000);
  afterAll(() => testStack?.stack.stop());

  /** Names of items, not what they hold: a request counts its limits and changes no record. */
  const kept = async () => {
    const client = new SecretsManagerClient({
      ...{ endpoint: testStack.stack.endpoints['AWS_ENDPOINT_URL_SECRETS_MANAGER'] ?? '', region: 'eu-west-1' },
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const { SecretList = [] } = await client.send(new ListSecretsCommand({}));
    client.destroy();
    const items = await allStackItems(testStack.stack);
    return {
      items: items.map(({ pk, sk }) => [pk, sk].join(' ')).toSorted(),
      secrets: SecretList.map(({ Name }) => Name),
    };
  };

  it.each([
    [
      'an empty mailbox list',
      '/v1/connections',
      { ...connection, mailboxes: [] },
      400,
      '/mailboxes',
      'Enter at least one technician mailbox',
    ],
    [
      'a mailbox that is no address',
      '/v1/connections',
      { ...connection, mailboxes: ['jane'] },
      400,
      '/mailboxes/0',
      'must be an address',
    ],
    [
      'a tenant id that is no GUID',
      '/v1/connections',
      { ...connection, tenantId: 'contoso' },
      400,
      '/tenantId',
      'paste the Directory (tenant) ID, not a subscription or user id',
    ],
    [
      'a secret that is its ID',
      '/v1/connections',
      { ...connection, credential: { kind: 'secret', value: '7f3c1a52-0b7e-4b6e-9d0a-1c2d3e4f5a6b' } },
      422,
      '/credential/value',
      'this looks like the Secret ID; paste the Value',
    ],
    ['an unknown field', '/v1/connections', { ...connection, color: 'red' }, 400, '/color', 'unknown'],
    [
      'an unknown field within',
      '/v1/connections',
      { ...connection, credential: { ...connection.credential, id: 'x' } },
      400,
      '/credential/id',
      'unknown',
    ],
    ['broken JSON', '/v1/connections', '{"mode": "own-app",', 400, '', 'not JSON'],
    [
      'a domain of another customer',
      '/v1/customers',
      { name: 'Second', domains: [{ domain: 'FIRST.example' }] },
      409,
      '/domains/0/domain',
      'another customer',
    ],
    [
      'a consumer domain',
      '/v1/customers',
      { name: 'Second', domains: [{ domain: 'gmail.com' }] },
      400,
      '/domains/0/domain',
      'consumer mail provider',
    ],
    [
      'a public suffix',
      '/v1/customers',
      { name: 'Second', domains: [{ domain: 'co.uk', includeSubdomains: true }] },
      400,
      '/domains/0/domain',
      'co.uk is shared by many companies',
    ],
    [
      'a domain that the tenants of Microsoft share',
      '/v1/customers',
      { name: 'Second', domains: [{ domain: 'OnMicrosoft.com' }] },
      400,
      '/domains/0/domain',
      'onmicrosoft.com is shared by many companies',
    ],
    [
      'what is no domain',
      '/v1/customers',
      { name: 'Second', domains: [{ domain: 'first,example' }] },
      400,
      '/domains/0/domain',
      'must be a domain name',
    ],
  ])('%s is refused where it stands, and nothing is stored', async (_what, path, body, status, pointer, detail) => {
    const before = await kept();
    const reply = await testStack.call('POST', path, { token: testStack.tokens.admin, body });
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(reply).toMatchObject({ status, body: { status, requestId: expect.any(String) } });
    expect(reply.body.errors).toContainEqual({ in: 'body', pointer, detail: expect.stringContaining(detail) });
    expect(reply.text).not.toContain(connection.credential.value);
    expect(await kept()).toEqual(before);
  });

  it('is refused alike before saving', async () => {
    const before = await kept();
    const test = (body: unknown) =>
      testStack.call('POST', '/v1/connections/test', { token: testStack.tokens.admin, body });
    expect(await test({ ...connection, mailboxes: [] })).toMatchObject({ status: 400 });
    expect(await test({ ...connection, tenantId: 'common' })).toMatchObject({ status: 400 });
    expect(await kept()).toEqual(before);
  });

  it.each([
    ['that is as long as the contract allows', '漢'.repeat(512), 404],
    ['that is longer than the contract allows', 'x'.repeat(513), 400],
    ['with a separator of the keys', 'x%23mbx_00000000000000000000000001', 404],
    ['with the separator of a path', 'x%2Fy', 404],
  ])('an id %s is not found or refused', async (_what, id, status) => {
    const { customerId } = (await testStack.call('GET', '/v1/customers', { token: testStack.tokens.admin })).body
      .items[0];
    for (const path of [`messages/${id}/body`, `events/${id}/body`]) {
      const reply = await testStack.call('GET', `/v1/customers/${customerId}/${path}`, {
        token: testStack.tokens.admin,
      });
      expect(reply).toMatchObject({ status, body: { status } });
    }
  });
});
