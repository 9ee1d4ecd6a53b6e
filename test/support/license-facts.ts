import { CustomerId, TenantId } from '#shared/kernel/ids.ts';
import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import { catalogSkus } from '#shared/licensing/sku-catalog.ts';
import type { TenantContract } from '#shared/licensing/tenant-contract.ts';
import type { FactsBySurface } from '#shared/posture/facts.ts';
import type { StoredFacts } from '#shared/posture/make-posture.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { license, mailbox, now, posture, seat, user, userId } from './posture-facts.ts';

/** Seats and their use in made-up tenants. What is built is in order: bought, held, old enough and used; a test breaks one field of it at a time. */
type Facts = FactsBySurface;
type UserUsage = Extract<Facts['usage'], { kind: 'user' }>;

const byPartNumber = new Map(catalogSkus().map((sku) => [sku.partNumber, sku]));
const cataloged = (partNumber: string) => {
  const sku = byPartNumber.get(partNumber);
  if (sku === undefined) throw new Error(`the catalog lacks ${partNumber}`);
  return sku;
};

export const skuIdOf = (partNumber: string): string => cataloged(partNumber).skuId;

/** A SKU as a tenant has it, with the plans that the catalog says. */
export const subscribedSku = (
  partNumber: string,
  seats: number,
  broken: Partial<Facts['licenses']> = {},
): Facts['licenses'] =>
  license({
    ...{ skuId: skuIdOf(partNumber), partNumber, enabled: seats, consumed: seats },
    servicePlans: cataloged(partNumber).plans.map((name) => ({ planId: name, name, provisioningStatus: 'Success' })),
    ...{ renewsAt: '2027-03-01T00:00:00.000Z', isTrial: false },
    ...broken,
  });

/** Somebody who signed in yesterday and holds these seats. */
export const licensedUser = (
  number: number,
  partNumbers: readonly string[],
  broken: Partial<Facts['users']> = {},
): Facts['users'] =>
  user(number, {
    licenses: partNumbers.map((partNumber) => seat(skuIdOf(partNumber))),
    lastSuccessfulSignInAt: '2026-11-21T08:00:00.000Z',
    lastSignInAt: '2026-11-21T08:00:00.000Z',
    lastNonInteractiveSignInAt: '2026-11-21T09:00:00.000Z',
    ...broken,
  });

/** Sign-ins that lie so many days back. */
export const signInsDaysAgo = (daysAgo: number): Partial<Facts['users']> => {
  const at = new Date(now.getTime() - daysAgo * 86_400_000).toISOString();
  return { lastSuccessfulSignInAt: at, lastSignInAt: at, lastNonInteractiveSignInAt: at };
};

export const usageReport: Facts['usage'] = { kind: 'report', isConcealed: false, refreshedOn: '2026-11-20' };
export const concealedReport: Facts['usage'] = { ...usageReport, isConcealed: true };

/** What somebody does who works with everything, on a PC. */
export const activeUsage = (number: number, broken: Partial<UserUsage> = {}): UserUsage => ({
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
  ...broken,
});

/** Nothing within half a year. */
export const noActivity: Partial<UserUsage> = { exchangeOn: null, oneDriveOn: null, sharePointOn: null, teamsOn: null };

/** Works in the browser, with little in store. */
export const browserOnly: Partial<UserUsage> = {
  apps: { lastOn: '2026-11-19', desktop: false, mobile: false, web: true },
};

/** Whose devices Intune manages. */
export const managedDevicesOf = (...numbers: number[]): Facts['managed-devices'][] => [
  { kind: 'owners', part: 0, userIds: numbers.map(userId) },
];

/** One person with one seat of Business Premium who uses it, on a managed device; no policy binds anybody. */
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

/** The one customer whose tenant this is. */
export const customerOf = (of: Posture, ...domains: string[]) => {
  const customer = {
    customerId: CustomerId.parse(`cus_${'1'.padStart(26, '0')}`),
    domains: domains.map((domain) => ({ domain, includeSubdomains: false })),
  };
  const tenant = { connection: { tenantId: TenantId.parse(of.tenant.id) }, linked: [customer] };
  return { customer, tenants: [{ tenant, posture: of }] };
};

/** A contract that bills these seats. */
export const contractFor = (seats: Readonly<Record<string, number>>): TenantContract => ({
  kind: 'known',
  seats: Object.entries(seats).map(([partNumber, count]) => {
    const { skuId, name } = cataloged(partNumber);
    return { skuId, partNumber, name, seats: count };
  }),
});
