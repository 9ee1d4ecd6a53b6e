import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { tokenVerifier } from '#functions/operations/authorize/token-verifier.ts';
import { anchorLog } from '#shared/aws/anchor-log.ts';
import { openEventBus, openTopic } from '#shared/aws/announcer.ts';
import type { CallBudget } from '#shared/aws/client-options.ts';
import { openCredentialStore } from '#shared/aws/credential-store.ts';
import { secretKey } from '#shared/aws/secret-key.ts';
import { openStateMachines } from '#shared/aws/state-machines.ts';
import { openUserPool } from '#shared/aws/user-pool.ts';
import { addSeconds, instantOf, systemClock } from '#shared/kernel/clock.ts';
import { Secret } from '#shared/kernel/secret.ts';
import { openGraphClient } from '#shared/microsoft/graph-client.ts';
import { openMicrosoft } from '#shared/microsoft/open-microsoft.ts';
import { redirectedTransport, type Transport } from '#shared/microsoft/origins.ts';
import { throttleOfTenant } from '#shared/microsoft/throttle-windows.ts';
import { msps } from '#shared/store/msp-store.ts';
import { openTable } from '#shared/store/table.ts';
import { connectionNumber, mspNumber } from '#test/support/numbered-msps.ts';
import { anApplication, aSecret, aTokenWindow } from '#test/support/scripted-microsoft.ts';
import { sequentialIds } from '#test/support/time-and-ids.ts';
import { startUnresponsivePeer, unresponsiveKinds } from '#test/support/unresponsive-peer.ts';

/** Deployed functions wait longer; how long they wait is data. */
const budget: CallBudget = { maxAttempts: 2, attemptMilliseconds: 100 };
const timeoutSeconds = 0.1;
const mostMilliseconds = 1_500;

const scope = mspNumber(1);
const clock = systemClock;
const anchor = { mspId: scope.mspId, seq: 1, hash: '0'.repeat(64), at: instantOf(new Date(0)) };
/** Signed with a key that only the issuer's keys would reveal. */
const token = new Secret(
  [JSON.stringify({ alg: 'RS256', kid: 'one' }), '{}', 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.'),
);

/** The deployed transport with less time for each request, which is sent to the peer. */
const transportTo =
  (peer: string): Transport =>
  (request) => {
    const { origin } = new URL(request.url);
    return redirectedTransport({ [origin]: peer })({ ...request, timeoutSeconds });
  };

const retryPolicy = () => ({
  clock,
  throttle: throttleOfTenant(anApplication().tenantId, clock),
  deadlineAt: addSeconds(clock.now(), 60),
  random: () => 0,
  sleep: async () => {},
});

const graphClient = (peer: string) =>
  openGraphClient({
    tokens: { token: async () => token },
    transport: transportTo(peer),
    retryPolicy: retryPolicy(),
    priority: 'high',
  });

const graphCall = {
  method: 'GET',
  url: 'https://graph.microsoft.com/v1.0/users',
  headers: {},
  buckets: ['directory'],
  inMailbox: false,
} as const;

const verifierOf = (issuer: string) =>
  tokenVerifier({ issuer, clientIds: ['vectis'], allowHttp: true, clock, timeoutMilliseconds: 100 });

/** An issuer whose discovery document says that its keys are at the peer. */
const startDiscovery = async (peer: string) => {
  let origin = '';
  const server = createServer((_request, answer) => {
    answer.end(JSON.stringify({ issuer: origin, jwks_uri: `${peer}/keys` }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  origin = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
  return { origin, server };
};

/** Every client that leaves the process: the code of its error, and a call. */
const clients: Readonly<Record<string, readonly [code: string, call: (peer: string) => Promise<unknown>]>> = {
  DynamoDB: [
    'StoreUnavailable',
    () => msps(openTable({ name: 'table', clock, newId: sequentialIds(), budget })).get(scope),
  ],
  'Secrets Manager, credentials': [
    'StoreUnavailable',
    () => openCredentialStore('test/', clock, budget).read(scope.mspId, connectionNumber(1)),
  ],
  'Secrets Manager, own keys': ['StoreUnavailable', () => secretKey('key', 'cursor key', budget)()],
  'Step Functions': ['StoreUnavailable', () => openStateMachines(budget).start('arn', 'name', {})],
  EventBridge: ['StoreUnavailable', () => openEventBus(budget)({ type: 'type', detail: {} })],
  SNS: [
    'StoreUnavailable',
    () => openTopic('arn:aws:sns:eu-west-1:000000000000:topic', budget)({ subject: 'subject', text: 'text' }),
  ],
  'CloudWatch Logs': [
    'StoreUnavailable',
    () => anchorLog('group', async () => Buffer.alloc(32), budget).append(anchor),
  ],
  Cognito: ['SignInUnavailable', () => openUserPool('eu-west-1_pool', budget).remove('ada@msp.example')],
  'Entra tokens': [
    'MicrosoftUnavailable',
    (peer) =>
      openMicrosoft({
        ...anApplication(),
        credential: aSecret,
        cloud: 'global',
        mailboxes: [],
        clock,
        tokenWindow: aTokenWindow(),
        transport: transportTo(peer),
        random: () => 0,
      }).verifyCredential(),
  ],
  Graph: ['MicrosoftUnavailable', (peer) => graphClient(peer).send(graphCall)],
  'usage reports': [
    'MicrosoftUnavailable',
    (peer) => graphClient(peer).download('https://reports.office.com/report', ['reports']),
  ],
  'OIDC discovery': ['SignInUnavailable', (peer) => verifierOf(peer)(token)],
  'OIDC keys': [
    'SignInUnavailable',
    async (peer) => {
      const issuer = await startDiscovery(peer);
      try {
        return await verifierOf(issuer.origin)(token);
      } finally {
        issuer.server.close();
      }
    },
  ],
};

describe.each(unresponsiveKinds)('a peer that %s', (kind) => {
  let peer: Awaited<ReturnType<typeof startUnresponsivePeer>>;
  beforeAll(async () => {
    peer = await startUnresponsivePeer(kind);
    vi.stubEnv('AWS_ENDPOINT_URL', peer.origin);
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await peer.stop();
  });

  it.concurrent.each(Object.entries(clients))('ends a call to %s with a typed error', async (_name, [code, call]) => {
    const startedAt = performance.now();
    await expect(call(peer.origin)).rejects.toMatchObject({ code });
    expect(performance.now() - startedAt).toBeLessThan(mostMilliseconds);
  });
});
