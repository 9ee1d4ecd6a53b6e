import { isUserOf } from '#shared/book/ownership.ts';
import { type TenantRef, tenantRefOf } from '#shared/book/tenant-ref.ts';
import { enforcementTallyOf } from '#shared/posture/enforcement.ts';
import { registrationsByUser } from '#shared/posture/mfa-numbers.ts';
import { mfaDenominator } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { tierOf } from '#shared/posture/privileged.ts';
import { hasFacts } from '#shared/posture/readable.ts';
import type { User } from '#shared/surfaces/users/schema.ts';
import type { CardInput } from '../define-view.ts';

interface PersonWithoutMfa {
  readonly tenant: TenantRef;
  readonly user: User;
  /** Null if the roles of the tenant were not read. */
  readonly privileged: boolean | null;
}

export interface PeopleWithoutMfa {
  /** Null if it is not known of everybody in every tenant. */
  readonly total: number | null;
  /** Those of whom it is known, privileged ones first, then by UPN. */
  readonly people: readonly PersonWithoutMfa[];
}

/** Whether nothing is missing from a surface: a person who was left out may be one of those that are counted. */
const isWhole = (posture: Posture, surfaceId: string): boolean =>
  hasFacts(posture, surfaceId) && posture.state(surfaceId).state !== 'partial';

interface Found {
  readonly users: readonly User[];
  readonly isKnownOfAll: boolean;
}

const overTenants = (
  { customer, tenants }: Pick<CardInput, 'customer' | 'tenants'>,
  find: (posture: Posture, people: readonly User[]) => Found,
): PeopleWithoutMfa => {
  const found = tenants.map(({ tenant, posture }) => {
    const own = mfaDenominator(posture).filter(({ upn }) => isUserOf(customer, tenant.linked, upn));
    const { users, isKnownOfAll } = find(posture, own);
    const knowsRoles = hasFacts(posture, 'directory-roles');
    const people = users.map((user) => ({
      tenant: tenantRefOf(tenant),
      user,
      privileged: knowsRoles ? tierOf(posture, user.userId) !== undefined : null,
    }));
    return { people, isKnown: isKnownOfAll && isWhole(posture, 'users') };
  });
  const people = found.flatMap((of) => of.people);
  return {
    total: found.length > 0 && found.every(({ isKnown }) => isKnown) ? people.length : null,
    people: people.sort(
      (one, other) =>
        Number(other.privileged === true) - Number(one.privileged === true) || (one.user.upn < other.user.upn ? -1 : 1),
    ),
  };
};

/** Whom no policy, default or setting asks for a second factor: of the same people as the MFA numbers. */
export const peopleWithoutEnforcement = (of: Pick<CardInput, 'customer' | 'tenants'>): PeopleWithoutMfa =>
  overTenants(of, (posture, people) => {
    const { unenforced, unknown } = enforcementTallyOf(posture, people);
    return { users: unenforced, isKnownOfAll: unknown.length === 0 };
  });

/**
 * Who has registered no method that counts, among those whose capability is judged: people with a license or with a
 * privileged role. An account that Microsoft's report does not contain yet is not counted.
 */
export const peopleWithoutMethod = (of: Pick<CardInput, 'customer' | 'tenants'>): PeopleWithoutMfa =>
  overTenants(of, (posture, people) => ({
    users: people
      .filter(({ licenses, userId }) => licenses.length > 0 || tierOf(posture, userId) !== undefined)
      .filter(({ userId }) => registrationsByUser(posture).get(userId)?.isCapable === false),
    isKnownOfAll: isWhole(posture, 'mfa-registrations') && isWhole(posture, 'directory-roles'),
  }));
