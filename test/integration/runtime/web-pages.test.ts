import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalIssuer, startIssuer } from '#local/issuer.ts';
import type { RunningAssembly } from '#local/runtime/running-assembly.ts';
import { lambda, runResources } from '#test/support/runtime-assembly.ts';
import { stackStart } from '#test/support/stack-start.ts';

let stack: RunningAssembly;
let issuer: LocalIssuer;

beforeAll(async () => {
  stack = await runResources({ Echo: lambda('plain.echo', { FunctionName: 'echo' }) });
  issuer = await startIssuer({ clients: [{ clientId: 'an-api', redirectUris: [] }], now: stackStart });
});
afterAll(async () => {
  await stack?.stop();
  await issuer?.stop();
});

/** Sends a request as it is, because `fetch` does not let a caller set Host. */
const post = (url: string, headers: Record<string, string>, body: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject).end(body);
  });

const target = (name: string) => ({ 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': name });
const calls: readonly (readonly [string, () => string, Record<string, string>, string])[] = [
  ['the issuer', () => issuer.tokenEndpoint, {}, '{"email":"ada@example.com"}'],
  [
    'Secrets Manager',
    () => stack.endpoints['AWS_ENDPOINT_URL_SECRETS_MANAGER'] ?? '',
    target('secretsmanager.ListSecrets'),
    '{}',
  ],
  ['Lambda', () => `${stack.endpoints['AWS_ENDPOINT_URL_LAMBDA']}/2015-03-31/functions/echo/invocations`, {}, '{}'],
];

describe.each(calls)('%s', (_name, url, headers, body) => {
  it('answers a program on this machine', async () => {
    expect(await post(url(), headers, body)).toBe(200);
  });

  it.each([
    ['with the Origin of a web page', { origin: 'https://evil.example' }],
    ['with the Origin of a sandboxed frame', { origin: 'null' }],
    ['with a Host whose name resolves to this machine', { host: 'evil.example' }],
  ])('refuses a request %s', async (_what, added) => {
    expect(await post(url(), { ...headers, ...added }, body)).toBe(403);
  });
});

describe('the DynamoDB engine', () => {
  it('has an address that a web page cannot guess, because the engine answers every Origin', async () => {
    const other = await runResources({ Echo: lambda('plain.echo', { FunctionName: 'echo' }) });
    const hostOf = ({ endpoints }: RunningAssembly) => new URL(endpoints['AWS_ENDPOINT_URL_DYNAMODB'] ?? '').hostname;
    const hosts = [hostOf(stack), hostOf(other)];
    await other.stop();
    expect(hosts[0]).toMatch(/^127\.\d+\.\d+\.\d+$/);
    expect(hosts[0]).not.toBe(hosts[1]);
    expect(hosts).not.toContain('127.0.0.1');
  });
});
