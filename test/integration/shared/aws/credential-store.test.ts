import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startEndpoint } from '#local/runtime/aws/endpoint.ts';
import { SecretVault } from '#local/runtime/aws/secret-vault.ts';
import { secretsManagerApi } from '#local/runtime/aws/secrets-manager-api.ts';
import { openCredentialStore } from '#shared/aws/credential-store.ts';
import { Secret } from '#shared/kernel/secret.ts';
import { everythingAllowed } from '#test/support/everything-allowed.ts';
import { connectionNumber, mspNumber } from '#test/support/numbered-msps.ts';
import { manualClock } from '#test/support/time-and-ids.ts';

const { mspId } = mspNumber(1);
const connectionId = connectionNumber(1);
const vault = new SecretVault({ account: '000000000000', region: 'eu-west-1', apiOrigin: () => '' });
const clock = manualClock();
let endpoint: Awaited<ReturnType<typeof startEndpoint>>;

beforeAll(async () => {
  endpoint = await startEndpoint({
    json: { secretsmanager: secretsManagerApi(vault, clock.now) },
    query: {},
    authorize: everythingAllowed,
    invoke: async () => null,
  });
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', endpoint.origin);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await endpoint.stop();
});

const open = () => openCredentialStore('test/connections/', clock);
const secret = (value: string) => ({ kind: 'secret', value: new Secret(value) }) as const;
const revealed = (credential: Awaited<ReturnType<ReturnType<typeof openCredentialStore>['read']>>) =>
  credential.kind === 'secret' ? credential.value.reveal() : credential.privateKeyPem.reveal();

describe('the credential store', () => {
  it('stores a secret for the connection, and replaces it with a later one', async () => {
    const credentials = open();
    await credentials.store(mspId, connectionId, secret('first'));
    expect(vault.all.map(({ name }) => name)).toEqual([`test/connections/${mspId}/${connectionId}`]);
    expect(revealed(await credentials.read(mspId, connectionId))).toBe('first');
    await credentials.store(mspId, connectionId, secret('second'));
    expect(revealed(await open().read(mspId, connectionId))).toBe('second');
  });

  it('stores every part of a certificate', async () => {
    const certificate = {
      kind: 'certificate',
      privateKeyPem: new Secret('key'),
      certificatePem: 'certificate',
      thumbprintSha256: 'ABCD',
    } as const;
    await open().store(mspId, connectionId, certificate);
    const read = await open().read(mspId, connectionId);
    expect(read).toMatchObject({ kind: 'certificate', certificatePem: 'certificate', thumbprintSha256: 'ABCD' });
    expect(revealed(read)).toBe('key');
    expect(JSON.stringify(read)).not.toContain('key"');
  });

  it('returns a credential that another function stored after five minutes, or at once with fresh', async () => {
    const [here, elsewhere] = [open(), open()];
    await here.store(mspId, connectionId, secret('old'));
    expect(revealed(await here.read(mspId, connectionId))).toBe('old');
    await elsewhere.store(mspId, connectionId, secret('new'));
    clock.advanceSeconds(299);
    expect(revealed(await here.read(mspId, connectionId))).toBe('old');
    expect(revealed(await here.read(mspId, connectionId, { fresh: true }))).toBe('new');
    await elsewhere.store(mspId, connectionId, secret('newest'));
    clock.advanceSeconds(301);
    expect(revealed(await here.read(mspId, connectionId))).toBe('newest');
  });

  it('removes a credential, even a missing one, and then refuses to read it', async () => {
    const credentials = open();
    await credentials.store(mspId, connectionId, secret('gone'));
    await credentials.remove(mspId, connectionId);
    await credentials.remove(mspId, connectionId);
    await expect(credentials.read(mspId, connectionId)).rejects.toMatchObject({ code: 'StoreUnavailable' });
    await credentials.store(mspId, connectionId, secret('again'));
    expect(revealed(await credentials.read(mspId, connectionId))).toBe('again');
  });

  it('reports a failed call without the secret', async () => {
    const credentials = open();
    await credentials.store(mspId, connectionId, secret('canary-secret'));
    await credentials.remove(mspId, connectionId);
    const failure: unknown = await credentials.read(mspId, connectionId).catch((error: unknown) => error);
    expect(JSON.stringify([failure, String(failure)])).not.toContain('canary-secret');
  });
});
