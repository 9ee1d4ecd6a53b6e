import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Clock, systemClock } from '#shared/kernel/clock.ts';
import type { Counters } from './counters.ts';
import { entraListener } from './entra/entra-server.ts';
import { createSigningKey } from './entra/signing-key.ts';
import { openFaultPlanner } from './fault-planner.ts';
import type { FaultRule } from './faults.ts';
import { graphListener } from './graph/graph-server.ts';
import { openRateLimiter } from './graph/rate-limiter.ts';
import { openDownloads } from './reports/downloads.ts';
import { reportsListener } from './reports/reports-server.ts';
import { openRequestCounter } from './request-counter.ts';
import type { Simulation } from './simulation.ts';
import type { SimulatedTenant } from './tenant.ts';

export interface MicrosoftOptions {
  readonly tenants: readonly SimulatedTenant[];
  /** The clock for tokens, rate limits and `Retry-After`. Default: the system clock. */
  readonly clock?: Clock;
  /** Seed for faults with a percentage. */
  readonly seed?: number;
  /** Whether the documented rate limits are enforced. Default: true. */
  readonly enforceLimits?: boolean;
  readonly faults?: readonly FaultRule[];
}

type Origin = 'https://login.microsoftonline.com' | 'https://graph.microsoft.com' | 'https://reports.office.com';

export interface SimulatedMicrosoft {
  /** The value of `MICROSOFT_ORIGINS`: each origin of Microsoft with the local one that replaces it. */
  readonly origins: Readonly<Record<Origin, string>>;
  counters(): Counters;
  setFaults(faults: readonly FaultRule[]): void;
  /** The mutable tenant: the next request sees a change. Throws if there is no such tenant. */
  tenant(tenantId: string): SimulatedTenant;
  addTenant(tenant: SimulatedTenant): void;
  stop(): Promise<void>;
}

/** Starts the three servers on free ports of the loopback interface. */
export const startMicrosoft = async (options: MicrosoftOptions): Promise<SimulatedMicrosoft> => {
  const simulation = await openSimulation(options);
  const entra = await listen(entraListener(simulation));
  const graph = await listen(graphListener(simulation));
  const reports = await listen(reportsListener(simulation));
  return {
    origins: {
      'https://login.microsoftonline.com': entra.origin,
      'https://graph.microsoft.com': graph.origin,
      'https://reports.office.com': reports.origin,
    },
    counters: () => simulation.requests.counters(),
    setFaults: (faults) => simulation.faults.set(faults),
    tenant(tenantId) {
      const tenant = simulation.tenants.get(tenantId);
      if (tenant === undefined) throw new Error(`there is no simulated tenant ${tenantId}`);
      return tenant;
    },
    addTenant: (tenant) => void simulation.tenants.set(tenant.tenantId, tenant),
    async stop() {
      await Promise.all([entra.stop(), graph.stop(), reports.stop()]);
    },
  };
};

const openSimulation = async (options: MicrosoftOptions): Promise<Simulation> => {
  const clock = options.clock ?? systemClock;
  return {
    clock,
    tenants: new Map(options.tenants.map((tenant) => [tenant.tenantId, tenant])),
    key: await createSigningKey(clock),
    requests: openRequestCounter(clock),
    faults: openFaultPlanner(options.seed ?? 1, options.faults ?? []),
    rateLimiter: openRateLimiter(clock, options.enforceLimits ?? true),
    downloads: openDownloads(clock),
  };
};

type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** An error in the simulator becomes a 500 with a message, not a request without an answer. */
const withErrorAnswer = (listener: Listener) => (request: IncomingMessage, response: ServerResponse) => {
  listener(request, response).catch((error: unknown) => {
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    const message = `the simulator failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    response.writeHead(500, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { code: 'simulatorFailed', message } }));
  });
};

/**
 * Graph keeps idle connections for minutes. With Node's default of five seconds every warm function would reconnect.
 */
const idleConnectionMilliseconds = 65_000;

const listen = async (listener: Listener): Promise<{ readonly origin: string; stop(): Promise<void> }> => {
  const server: Server = createServer(withErrorAnswer(listener));
  server.keepAliveTimeout = idleConnectionMilliseconds;
  await new Promise<void>((ready, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', ready);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the simulated Microsoft got no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise<void>((stopped, failed) => {
        server.close((error) => (error === undefined ? stopped() : failed(error)));
        server.closeAllConnections();
      }),
  };
};
