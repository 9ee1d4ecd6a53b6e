import type { FaultRule } from '#local/microsoft/faults.ts';
import type { SimulatedTenant } from '#local/microsoft/tenant.ts';
import { addSeconds } from '#shared/kernel/clock.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import { Secret } from '#shared/kernel/secret.ts';
import { openMicrosoft } from '#shared/microsoft/open-microsoft.ts';
import { redirectedTransport } from '#shared/microsoft/origins.ts';
import { aTokenWindow } from '#test/support/scripted-microsoft.ts';
import { aTenant, credentialOf, startTestMicrosoft, testNow } from '#test/support/simulated-microsoft.ts';
import { manualClock } from '#test/support/time-and-ids.ts';

/** Functions that stop what a scenario started. */
export const cleanups: (() => Promise<unknown>)[] = [];

let seed = 7000;
/**
 * A new tenant for each scenario, because tokens and throttle windows are cached by tenant for the lifetime of a
 * process.
 */
export const isolatedTenant = (users = 6): SimulatedTenant => {
  seed += 1;
  return aTenant({ seed, users, plan: 'SPE_E5' });
};

interface ClientOptions {
  readonly faults?: readonly FaultRule[];
  readonly tenant?: SimulatedTenant;
  /** Ids and secrets given to the client that differ from those of the tenant. */
  readonly configured?: { readonly tenantId?: string; readonly secret?: string };
  /** Time until the client's deadline. */
  readonly seconds?: number;
}

/**
 * The client against the simulated Microsoft over HTTP. Waiting moves their common clock and is counted; random is
 * always 0.
 */
export const openClientHarness = async ({
  faults = [],
  tenant = isolatedTenant(),
  configured = {},
  seconds = 600,
}: ClientOptions) => {
  const clock = manualClock(testNow);
  const server = await startTestMicrosoft([tenant], { clock, faults, enforceLimits: false });
  let waited = 0;
  const credential = { ...credentialOf(tenant), ...configured };
  const microsoft = openMicrosoft({
    credential: { kind: 'secret', value: new Secret(credential.secret) },
    tenantId: credential.tenantId,
    clientId: credential.clientId,
    mailboxes: [],
    clock,
    tokenWindow: aTokenWindow(),
    cloud: 'global',
    transport: redirectedTransport(server.origins),
    random: () => 0,
    sleep: async (wait) => {
      waited += wait;
      clock.advanceSeconds(wait);
    },
  });
  const graph = microsoft.reader({ mailboxPort: 'purpose' }, addSeconds(clock.now(), seconds));
  return {
    clock,
    server,
    tenant,
    microsoft,
    graph,
    waited: () => waited,
    /** Number of requests for a template, including those in batches. */
    arrived: (template: string): number => server.counters().byTenant[tenant.tenantId]?.byTemplate[template] ?? 0,
    /** The number of domains that were read, or the error code. */
    domains: () =>
      outcomeOf(async () => `${(await Array.fromAsync(graph.pages({ path: '/domains' }))).flat().length} domains`),
  };
};

/** The result of `work`, or the error code or message of what it throws. */
export const outcomeOf = async (work: () => Promise<string>): Promise<string> => {
  try {
    return await work();
  } catch (error) {
    if (isAppError(error)) return error.code;
    return error instanceof Error ? error.message : String(error);
  }
};
