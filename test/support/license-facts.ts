import { CustomerId, TenantId } from '#shared/kernel/ids.ts';
import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import { catalogSkus } from '#shared/licensing/sku-catalog.ts';
import type { TenantContract } from '#shared/licensing/tenant-contract.ts';
import type { FactsBySurface } from '#shared/posture/facts.ts';
import type { StoredFacts } from '#shared/posture/make-posture.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { license, mailbox, now, posture, seat, user, userId } from './posture-facts.ts';

/**
 * Seats and their usage in test tenants. By default a seat is paid, assigned, old enough and used; tests override one
 * field at a time.
 */
type Facts = FactsBySurface;
type UserUsage = Extract<Facts['usage'], { kind: 'user' }>;

const byPartNumber = new Map(catalogSkus().map((sku) => [sku.partNumber, sku]));
const cataloged = (partNumber: string) => {
  const sku = byPartNumber.get(partNumber);
  if (sku === undefined) throw new Error(`the catalog lacks ${partNumber}`);
  return sku;
};

export const skuIdOf = (partNumber: string): string => cataloged(partNumber).skuId;

/** A subscription of a tenant, with the plans of the catalog. */
export const subscribedSku = (
  partNumber: string,
  seats: number,
  overrides: Partial<Facts['licenses']> = {},
): Facts['licenses'] =>
  license({
    skuId: skuIdOf(partNumber),
    partNumber,
    enabled: seats,
    consumed: seats,
    servicePlans: cataloged(partNumber).plans.map((name) => ({ planId: name, name, provisioningStatus: 'Success' })),
    renewsAt: '2027-03-01T00:00:00.000Z',
    isTrial: false,
    ...overrides,
  });

/** A user with these seats who signed in yesterday. */
export const licensedUser = (
  number: number,
  partNumbers: readonly string[],
  overrides: Partial<Facts['users']> = {},
): Facts['users'] =>
  user(number, {
    licenses: partNumbers.map((partNumber) => seat(skuIdOf(partNumber))),
    lastSuccessfulSignInAt: '2026-11-21T08:00:00.000Z',
    lastSignInAt: '2026-11-21T08:00:00.000Z',
    lastNonInteractiveSignInAt: '2026-11-21T09:00:00.000Z',
    ...overrides,
  });

/** Sign-ins of so many days ago. */
export const signInsDaysAgo = (daysAgo: number): Partial<Facts['users']> => {
  const at = new Date(now.getTime() - daysAgo * 86_400_000).toISOString();
  return { lastSuccessfulSignInAt: at, lastSignInAt: at, lastNonInteractiveSignInAt: at };
};

export const usageReport: Facts['usage'] = { kind: 'report', isConcealed: false, refreshedOn: '2026-11-20' };
export const concealedReport: Facts['usage'] = { ...usageReport, isConcealed: true };

/** The usage of a user who works with every workload on a PC. */
export const activeUsage = (number: number, overrides: Partial<UserUsage> = {}): UserUsage => ({
  kind: 'user',
  upn: `person${number}@acme.example`,
  exchangeOn: '2026-11-19',
  oneDriveOn: '2026-11-18',
  sharePointOn: '2026-11-17',
  teamsOn: '2026-11-19',
  vivaEngageOn: null,
  apps: { lastOn: '2026-11-19', desktop: true, mobile: true, web: true },
  mailboxBytes: 8_000_000_000,
  hasArchive: false,
  recoverableQuotaBytes: 32_212_254_720,
  oneDriveBytes: 3_000_000_000,
  ...overrides,
});

/** No activity within half a year. */
export const noActivity: Partial<UserUsage> = { exchangeOn: null, oneDriveOn: null, sharePointOn: null, teamsOn: null };

/** Uses Office in the browser only. */
export const browserOnly: Partial<UserUsage> = {
  apps: { lastOn: '2026-11-19', desktop: false, mobile: false, web: true },
};

/** The owners of managed devices. */
export const managedDevicesOf = (...numbers: number[]): Facts['managed-devices'][] => [
  { kind: 'owners', part: 0, userIds: numbers.map(userId) },
];

/** One active user with Business Premium and a managed device; no policy applies. */
export const licensedTenant = (
  facts: StoredFacts = {},
  states: Readonly<Record<string, SurfaceState>> = {},
  markedBreakGlass: readonly string[] = [],
): Posture =>
  posture(
    {
      'conditional-access': [],
      'role-schedules': [],
      'directory-roles': [],
      'secure-score': [],
      'managed-devices': managedDevicesOf(1),
      'mailbox-settings': [1, 2, 3].map((number) => mailbox(number, 'user')),
      usage: [usageReport, activeUsage(1)],
      licenses: [subscribedSku('SPB', 1)],
      users: [licensedUser(1, ['SPB'])],
      ...facts,
    },
    states,
    markedBreakGlass,
  );

/** The only customer of the tenant. */
export const customerOf = (of: Posture, ...domains: string[]) => {
  const customer = {
    customerId: CustomerId.parse(`cus_${'1'.padStart(26, '0')}`),
    domains: domains.map((domain) => ({ domain, includeSubdomains: false })),
  };
  const tenant = { connection: { tenantId: TenantId.parse(of.tenant.id) }, linked: [customer] };
  return { customer, tenants: [{ tenant, posture: of }] };
};

/** A contract with these seats. */
export const contractFor = (seats: Readonly<Record<string, number>>): TenantContract => ({
  kind: 'known',
  seats: Object.entries(seats).map(([partNumber, count]) => {
    const { skuId, name } = cataloged(partNumber);
    return { skuId, partNumber, name, seats: count };
  }),
});
