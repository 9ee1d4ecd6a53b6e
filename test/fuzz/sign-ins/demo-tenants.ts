import { demoBook } from '#local/demo/book/index.ts';
import { neverRead } from '#shared/kernel/surface-state.ts';
import { proofByKnownRoles, signInSnapshot } from '#shared/posture/conditional-access/snapshot-of-posture.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { surfaceOf } from '#shared/surfaces/index.ts';
import { startTestMicrosoft, testNow } from '#test/support/simulated-microsoft.ts';
import { postureOf, type SurfaceSnapshot, tenantReader } from '../tenant-reader.ts';
import { type CoverageTally, type Directory, differenceIn } from './compare-coverage.ts';
import type { GraphPolicy } from './random-policies.ts';

/** What decides who may sign in, each after what it needs. */
const surfaceIds = [
  'organization',
  'licenses',
  'users',
  'mailbox-settings',
  'directory-roles',
  'role-schedules',
  'security-defaults',
  'conditional-access',
  'per-user-mfa',
];

/** A tenant of the demo book as it was read, and its policies as Graph has them. */
export interface DemoTenant {
  readonly name: string;
  readonly posture: Posture;
  readonly policies: readonly GraphPolicy[];
}

/** Reads the tenants of the demo book from the simulated Microsoft, through the surfaces of the product. */
export const readDemoTenants = async (): Promise<readonly DemoTenant[]> => {
  const book = demoBook(testNow);
  const tenantsOfBook = book.map(({ tenant }) => tenant);
  const microsoft = await startTestMicrosoft(tenantsOfBook, { enforceLimits: false });
  try {
    const read = async ({ name, tenant }: (typeof book)[number]): Promise<DemoTenant> => {
      const reader = tenantReader(microsoft, tenant);
      const snapshots = new Map<string, SurfaceSnapshot>();
      for (const id of surfaceIds) {
        const surface = surfaceOf(id);
        if (surface === undefined) throw new Error(`there is no surface ${id}`);
        const { state } = await reader.accessTo(surface, snapshots);
        const snapshot = await reader.read(surface, snapshots);
        snapshots.set(id, snapshot ?? { facts: [], state: { ...neverRead, state } });
      }
      // A policy of the simulated Microsoft is what Graph returns of it.
      const policies = structuredClone(tenant.conditionalAccessPolicies) as unknown as GraphPolicy[];
      return { name, posture: postureOf(tenant, snapshots), policies };
    };
    const tenants: DemoTenant[] = [];
    // The tenant with the expired secret cannot be read at all.
    for (const customer of book.filter(({ name }) => name !== 'Kestrel Freight')) tenants.push(await read(customer));
    return tenants;
  } finally {
    await microsoft.stop();
  }
};

/** The directory of a tenant. With P2, so that risks are part of the space whatever the tenant has bought. */
export const directoryOf = ({ posture }: DemoTenant): Directory => {
  const snapshot = { ...signInSnapshot(posture), plans: { p1: true, p2: true } };
  return { users: snapshot.users, groups: snapshot.groups, snapshotOf: () => snapshot };
};

/** The tenants of which something is proved: users, roles and policies could be read. */
export const provableTenants = (tenants: readonly DemoTenant[]): readonly DemoTenant[] =>
  tenants.filter(({ posture }) => proofByKnownRoles(posture) !== undefined);

/** What the engine and the brute force say differently about tenants of the demo book, by name. */
export const differencesInBook = (tenants: readonly DemoTenant[], tally: CoverageTally): readonly string[] =>
  provableTenants(tenants).flatMap((tenant) => {
    const difference = differenceIn(tenant.policies, true, tally, directoryOf(tenant));
    return difference === undefined ? [] : [`${tenant.name}: ${difference}`];
  });
