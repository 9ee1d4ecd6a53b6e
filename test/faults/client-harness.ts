import type { FaultRule } from '#local/microsoft/faults.ts';
import type { SimulatedTenant } from '#local/microsoft/tenant.ts';
import { addSeconds } from '#shared/kernel/clock.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import { Secret } from '#shared/kernel/secret.ts';
import { openMicrosoft } from '#shared/microsoft/open-microsoft.ts';
import { redirectedTransport } from '#shared/microsoft/origins.ts';
import { aTokenWindow } from '#test/support/scripted-microsoft.ts';
import { aTenant, credentialOf, movableClock, startTestMicrosoft } from '#test/support/simulated-microsoft.ts';

/** What a scenario has started, to be ended after it. */
export const cleanups: (() => Promise<unknown>)[] = [];

let seed = 7000;
/** Of its own: tokens and throttle windows are kept by tenant for as long as a process lives. */
export const isolatedTenant = (users = 6): SimulatedTenant => {
  seed += 1;
  return aTenant({ seed, users, plan: 'SPE_E5' });
};

interface Reading {
  readonly faults?: readonly FaultRule[];
  readonly tenant?: SimulatedTenant;
  /** What the product believes, where it is not what the tenant has. */
  readonly told?: { readonly tenantId?: string; readonly secret?: string };
  /** How much time there is. */
  readonly seconds?: number;
}

/** The client against the simulated Microsoft over HTTP. Waiting moves the clock of both sides and is counted; chance is always 0. */
export const openClientHarness = async ({
  faults = [],
  tenant = isolatedTenant(),
  told = {},
  seconds = 600,
}: Reading) => {
  const clock = movableClock();
  const server = await startTestMicrosoft([tenant], { clock, faults, enforceLimits: false });
  let waited = 0;
  const credential = { ...credentialOf(tenant), ...told };
  const microsoft = openMicrosoft({
    credential: { kind: 'secret', value: new Secret(credential.secret) },
    ...{
      tenantId: credential.tenantId,
      clientId: credential.clientId,
      mailboxes: [],
      clock,
      tokenWindow: aTokenWindow(),
    },
    cloud: 'global',
    transport: redirectedTransport(server.origins),
    random: () => 0,
    sleep: async (wait) => {
      waited += wait;
      clock.move(wait);
    },
  });
  const graph = microsoft.reader({ mailboxPort: 'purpose' }, addSeconds(clock.now(), seconds));
  return {
    ...{ clock, server, tenant, microsoft, graph },
    waited: () => waited,
    /** Requests of a template that arrived, those within batches too. */
    arrived: (template: string): number => server.counters().byTenant[tenant.tenantId]?.byTemplate[template] ?? 0,
    /** How many domains were read, or what stood in the way. */
    domains: () =>
      outcomeOf(async () => `${(await Array.fromAsync(graph.pages({ path: '/domains' }))).flat().length} domains`),
  };
};

/** What something answers, or the name of what it throws. */
export const outcomeOf = async (work: () => Promise<string>): Promise<string> => {
  try {
    return await work();
  } catch (error) {
    if (isAppError(error)) return error.code;
    return error instanceof Error ? error.message : String(error);
  }
};
