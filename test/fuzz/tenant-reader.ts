import { audienceOf } from '#shared/collecting/audiences.ts';
import type { SimulatedMicrosoft } from '#local/microsoft/start-microsoft.ts';
import type { SimulatedTenant } from '#local/microsoft/tenant.ts';
import { leftOutTally } from '#shared/collecting/left-out-tally.ts';
import { unreadParts, withLeftOut } from '#shared/collecting/unread-parts.ts';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { addSeconds } from '#shared/kernel/clock.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import { TenantId } from '#shared/kernel/ids.ts';
import { readCompleted } from '#shared/kernel/read-state.ts';
import { Secret } from '#shared/kernel/secret.ts';
import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import { openMicrosoft } from '#shared/microsoft/open-microsoft.ts';
import { redirectedTransport } from '#shared/microsoft/origins.ts';
import { accessOf } from '#shared/permissions/access.ts';
import { activePlans } from '#shared/posture/active-plans.ts';
import type { FactsBySurface } from '#shared/posture/facts.ts';
import { listPrices } from '#shared/licensing/list-prices.ts';
import { makePosture, type StoredFacts } from '#shared/posture/make-posture.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { verifiedDomains } from '#shared/posture/verified-domains.ts';
import type { Facts } from '#shared/store/fact-store.ts';
import type { AnySurface } from '#shared/surfaces/define-surface.ts';
import { mspId } from '#test/support/numbered-tenants.ts';
import { aTokenWindow } from '#test/support/scripted-microsoft.ts';
import { credentialOf, testNow } from '#test/support/simulated-microsoft.ts';
import { manualClock } from '#test/support/time-and-ids.ts';
import { type Planting, plantingTransport, type SeenList } from './planted-answers.ts';

export interface SurfaceSnapshot {
  readonly facts: readonly unknown[];
  readonly state: SurfaceState;
}
export type Snapshots = ReadonlyMap<string, SurfaceSnapshot>;

/** What can be planted into the reading of one surface. */
export interface Places {
  readonly lists: readonly SeenList[];
  readonly objects: readonly string[];
}

/** The posture of a tenant from what was read of it. */
export const postureOf = ({ tenantId, displayName }: SimulatedTenant, snapshots: Snapshots): Posture =>
  makePosture({
    prices: listPrices,
    tenant: { kind: 'tenant', id: tenantId, name: displayName },
    now: testNow,
    states: Object.fromEntries([...snapshots].map(([id, { state }]) => [id, state])),
    facts: Object.fromEntries([...snapshots].map(([id, { facts }]) => [id, facts])) as StoredFacts, // each was parsed
  });

/** Reads surfaces of a simulated tenant over HTTP, through the client and the surfaces of the product. */
export const tenantReader = (microsoft: SimulatedMicrosoft, tenant: SimulatedTenant) => {
  const clock = manualClock(testNow);
  const planted = plantingTransport(redirectedTransport(microsoft.origins));
  const { clientId, secret } = credentialOf(tenant);
  const mailboxes = tenant.users
    .flatMap(({ mail, userPrincipalName }) => (mail === null ? [] : [{ id: userPrincipalName }]))
    .slice(0, 1);
  const client = openMicrosoft({
    credential: { kind: 'secret', value: new Secret(secret) },
    tenantId: tenant.tenantId,
    clientId,
    mailboxes: mailboxes.map(({ id }) => id),
    clock,
    tokenWindow: aTokenWindow(),
    cloud: 'global',
    transport: planted.send,
    random: () => 0,
    sleep: async (seconds) => clock.advanceSeconds(seconds),
  });
  const scope = openTenantScope(mspId(1), TenantId.parse(tenant.tenantId));

  /** Whether the surface can be read with the permissions and the plans of the tenant. */
  const accessTo = async (surface: AnySurface, snapshots: Snapshots) => {
    const licenses = postureOf(tenant, snapshots).facts('licenses') as readonly FactsBySurface['licenses'][];
    return accessOf(surface, { roles: await client.roles(), plans: activePlans({ licenses }) });
  };

  const contextOf = async (surface: AnySurface, snapshots: Snapshots) => {
    // As in the first run of the tenant: nothing of the surface itself is known.
    const known = new Map([...snapshots].filter(([id]) => id !== surface.id));
    const posture = postureOf(tenant, known);
    const access = await accessTo(surface, known);
    if (access.state !== 'ok') return undefined;
    const audience =
      surface.audience === undefined
        ? []
        : surface.audience === 'technician-mailboxes'
          ? mailboxes
          : audienceOf(surface.audience, posture);
    return {
      accessOption: access.accessOption.name,
      audience,
      now: testNow,
      verifiedDomains: verifiedDomains(posture),
    };
  };

  /** Reads one surface with something planted. Undefined where access or a plan is missing. */
  const read = async (
    surface: AnySurface,
    snapshots: Snapshots,
    planting?: Planting,
  ): Promise<SurfaceSnapshot | undefined> => {
    const context = await contextOf(surface, snapshots);
    if (context === undefined) return undefined;
    const leftOut = leftOutTally();
    planted.begin(planting);
    const graph = { ...client.reader(surface, addSeconds(testNow, 3600)), leftOut };
    const facts: unknown[] = [];
    try {
      for await (const page of surface.read({ graph, ...context })) {
        facts.push(...page.map((fact) => surface.fact.parse(fact)));
      }
    } catch (error) {
      if (!isAppError(error)) throw error;
      return {
        facts: snapshots.get(surface.id)?.facts ?? [],
        state: { state: 'failed', code: error.code, dataAsOf: null },
      };
    }
    const stored: Pick<Facts, 'ofVersion' | 'ofSurface'> = {
      ofVersion: async () => facts,
      ofSurface: async (_scope, id) => snapshots.get(id)?.facts ?? [],
    };
    const unread = withLeftOut(surface, await unreadParts(surface, scope, { facts: stored }), leftOut.counts());
    return { facts, state: readCompleted(testNow, unread).state };
  };

  return { read, accessTo, planted: planted.planted, places: (): Places => planted.seen() };
};
export type TenantReader = ReturnType<typeof tenantReader>;
