import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { tokenVerifier } from '#functions/operations/authorize/token-verifier.ts';
import type { CallBudget } from '#shared/aws/client-options.ts';
import { addSeconds, systemClock } from '#shared/kernel/clock.ts';
import { Secret } from '#shared/kernel/secret.ts';
import { openGraphClient } from '#shared/microsoft/graph-client.ts';
import { openMicrosoft } from '#shared/microsoft/open-microsoft.ts';
import { redirectedTransport, type Transport } from '#shared/microsoft/origins.ts';
import { throttleOfTenant } from '#shared/microsoft/throttle-windows.ts';
import { awsClientCalls, awsEnvironment, type ClientCall } from '#test/support/aws-clients.ts';
import { anApplication, aSecret, aTokenWindow } from '#test/support/scripted-microsoft.ts';
import { startUnresponsivePeer, unresponsiveKinds } from '#test/support/unresponsive-peer.ts';

/** Deployed functions wait longer; how long they wait is data. */
const budget: CallBudget = { maxAttempts: 2, attemptMilliseconds: 100 };
const timeoutSeconds = 0.1;
const mostMilliseconds = 1_500;

const clock = systemClock;
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

/** Every client that leaves the process. */
const clients: Readonly<Record<string, (peer: string) => ClientCall>> = {
  ...Object.fromEntries(Object.entries(awsClientCalls(budget)).map(([name, client]) => [name, () => client])),
  'Entra tokens': (peer) => ({
    code: 'MicrosoftUnavailable',
    call: () =>
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
  }),
  Graph: (peer) => ({ code: 'MicrosoftUnavailable', call: () => graphClient(peer).send(graphCall) }),
  'usage reports': (peer) => ({
    code: 'MicrosoftUnavailable',
    call: () => graphClient(peer).download('https://reports.office.com/report', ['reports']),
  }),
  'OIDC discovery': (peer) => ({ code: 'SignInUnavailable', call: () => verifierOf(peer)(token) }),
  'OIDC keys': (peer) => ({
    code: 'SignInUnavailable',
    call: async () => {
      const issuer = await startDiscovery(peer);
      try {
        return await verifierOf(issuer.origin)(token);
      } finally {
        issuer.server.close();
      }
    },
  }),
};

describe.each(unresponsiveKinds)('a peer that %s', (kind) => {
  let peer: Awaited<ReturnType<typeof startUnresponsivePeer>>;
  beforeAll(async () => {
    peer = await startUnresponsivePeer(kind);
    for (const [name, value] of Object.entries(awsEnvironment(peer.origin))) vi.stubEnv(name, value);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await peer.stop();
  });

  it.concurrent.each(Object.entries(clients))('ends a call to %s with a typed error', async (_name, client) => {
    const { code, call } = client(peer.origin);
    const startedAt = performance.now();
    await expect(call()).rejects.toMatchObject({ code });
    expect(performance.now() - startedAt).toBeLessThan(mostMilliseconds);
  });
});
