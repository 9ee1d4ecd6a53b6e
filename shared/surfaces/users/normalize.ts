import type { z } from 'zod';
import { normalizeAddress } from '#shared/kernel/domain.ts';
import type { RawUser, User } from './schema.ts';

type Raw = z.output<typeof RawUser>;

/** `SMTP:` marks the primary address, `smtp:` the others. `X500:`, `SIP:` and the like are not mail addresses. */
const addressesOf = (proxyAddresses: readonly string[]): string[] => {
  const smtp = proxyAddresses.filter((proxy) => /^smtp:/i.test(proxy));
  const addresses = smtp.map((proxy) => normalizeAddress(proxy.slice('smtp:'.length)));
  return [...new Set(addresses.filter((address) => address !== undefined))].sort();
};

/** Without sign-in activity the fields are absent. With it, a user who never signed in has null values. */
const signInsOf = ({ signInActivity }: Raw, withSignIns: boolean) =>
  withSignIns && {
    lastSuccessfulSignInAt: signInActivity?.lastSuccessfulSignInDateTime ?? null,
    lastSignInAt: signInActivity?.lastSignInDateTime ?? null,
    lastNonInteractiveSignInAt: signInActivity?.lastNonInteractiveSignInDateTime ?? null,
  };

/** The assigned licenses, with the date and groups of the assignment. */
const licensesOf = ({ assignedLicenses, licenseAssignmentStates }: Raw): User['licenses'] =>
  assignedLicenses.map(({ skuId, disabledPlans }) => {
    const assignments = licenseAssignmentStates.filter((assignment) => assignment.skuId === skuId);
    const [earliest] = assignments.flatMap(({ lastUpdatedDateTime }) => lastUpdatedDateTime ?? []).sort();
    const groupIds = assignments.flatMap(({ assignedByGroup }) => assignedByGroup ?? []).sort();
    return { skuId, disabledPlanIds: disabledPlans, assignedAt: earliest ?? null, groupIds };
  });

export const normalize = (raw: Raw, withSignIns: boolean): User => ({
  userId: raw.id,
  upn: raw.userPrincipalName,
  displayName: raw.displayName,
  mail: normalizeAddress(raw.mail) ?? null,
  proxyAddresses: addressesOf(raw.proxyAddresses),
  accountEnabled: raw.accountEnabled,
  userType: raw.userType === 'guest' ? 'guest' : 'member',
  licenses: licensesOf(raw),
  createdAt: raw.createdDateTime,
  employeeHireAt: raw.employeeHireDate,
  isSynced: raw.onPremisesSyncEnabled,
  ...signInsOf(raw, withSignIns),
});
