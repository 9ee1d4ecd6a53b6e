import { CustomerId, TenantId } from '#shared/kernel/ids.ts';
import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import { catalogSkus } from '#shared/licensing/sku-catalog.ts';
import type { TenantContract } from '#shared/licensing/tenant-contract.ts';
import type { FactsBySurface } from '#shared/posture/facts.ts';
import type { StoredFacts } from '#shared/posture/make-posture.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { license, mailbox, now, posture, seat, user, userId } from './posture-facts.ts';

/** Licenses and usage of fictitious tenants. By default a seat is purchased, assigned, older than 90 days and used. */
type Facts = FactsBySurface;
type UserUsage = Extract<Facts['usage'], { kind: 'user' }>;

const byPartNumber = new Map(catalogSkus().map((sku) => [sku.partNumber, sku]));
const catalogSku = (partNumber: string) => {
  const sku = byPartNumber.get(partNumber);
  if (sku === undefined) throw new Error(`the catalog lacks ${partNumber}`);
  return sku;
};

export const skuIdOf = (partNumber: string): string => catalogSku(partNumber).skuId;

/** The fact of a purchased SKU, with the service plans of the catalog. */
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
    servicePlans: catalogSku(partNumber).plans.map((name) => ({ planId: name, name, provisioningStatus: 'Success' })),
    renewsAt: '2027-03-01T00:00:00.000Z',
    isTrial: false,
    ...overrides,
  });

/** A user who signed in yesterday and has these licenses. */
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

/** Sign-in times of a user who last signed in `daysAgo` days ago. */
export const signInsDaysAgo = (daysAgo: number): Partial<Facts['users']> => {
  const at = new Date(now.getTime() - daysAgo * 86_400_000).toISOString();
  return { lastSuccessfulSignInAt: at, lastSignInAt: at, lastNonInteractiveSignInAt: at };
};

type Report = Extract<Facts['usage'], { kind: 'report' }>;

export const usageReport: Report = { kind: 'report', isConcealed: false, refreshedOn: '2026-11-20', unnamedRows: 0 };
export const concealedReport: Report = { ...usageReport, isConcealed: true };

/** The usage of a user who works with all services and the desktop apps. */
export const activeUsage = (number: number, overrides: Partial<UserUsage> = {}): UserUsage => ({
  kind: 'user',
  upn: `person${number}@acme.example`,
  isInOverview: true,
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

/** No activity within 180 days. */
export const noActivity: Partial<UserUsage> = { exchangeOn: null, oneDriveOn: null, sharePointOn: null, teamsOn: null };

/** Uses the web apps only. */
export const browserOnly: Partial<UserUsage> = {
  apps: { lastOn: '2026-11-19', desktop: false, mobile: false, web: true },
};

/** The fact that these users have a managed device. */
export const managedDevicesOf = (...numbers: number[]): Facts['managed-devices'][] => [
  { kind: 'owners', part: 0, userIds: numbers.map(userId) },
];

/** A tenant with one user who has and uses Business Premium on a managed device, and no Conditional Access policy. */
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

/** The customer of this tenant. */
export const customerOf = (of: Posture, ...domains: string[]) => {
  const customer = {
    customerId: CustomerId.parse(`cus_${'1'.padStart(26, '0')}`),
    domains: domains.map((domain) => ({ domain, includeSubdomains: false })),
  };
  const tenant = {
    connection: { tenantId: TenantId.parse(of.tenant.id), tenantName: of.tenant.name },
    linked: [customer],
  };
  return { customer, tenants: [{ tenant, posture: of }] };
};

/** A contract that bills these seats, by part number. */
export const contractFor = (seats: Readonly<Record<string, number>>): TenantContract => ({
  kind: 'known',
  seats: Object.entries(seats).map(([partNumber, count]) => {
    const { skuId, name } = catalogSku(partNumber);
    return { skuId, partNumber, name, seats: count };
  }),
});
