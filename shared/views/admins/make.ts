import type { z } from 'zod';
import type { TenantPosture } from '#shared/book/posture-ports.ts';
import { tenantRefOf } from '#shared/book/tenant-ref.ts';
import { knowsActivations, standingGlobalAdmins } from '#shared/posture/global-admins.ts';
import { hasFacts } from '#shared/posture/readable.ts';
import { privilegedRole } from '#shared/posture/role-tiers.ts';
import type { CardInput } from '../define-view.ts';
import { maxItems } from '../max-items.ts';
import {
  type AdminAnswer,
  adminAnswers,
  breakGlassAnswers,
  byTierAndAssignment,
  strongestAssignment,
} from './admin-answers.ts';
import type { AdminsView, AssignmentCounts } from './shape.ts';

type View = z.input<typeof AdminsView>;

const isCounted = ({ guest, enabled }: AdminAnswer): boolean => enabled && !guest;

const holdersOf = (each: readonly Pick<AdminAnswer, 'assignment'>[]): z.input<typeof AssignmentCounts> => {
  const of = (assignment: AdminAnswer['assignment']) => each.filter((one) => one.assignment === assignment).length;
  return {
    permanent: of('permanent'),
    timeBound: of('time-bound'),
    activated: of('activated'),
    eligible: of('eligible'),
  };
};

const countsOf = (admins: readonly AdminAnswer[], globalAdministrators: number): NonNullable<View['counts']> => {
  const counted = admins.filter(isCounted);
  const ofTier = (tier: AdminAnswer['tier']) => counted.filter((admin) => admin.tier === tier).length;
  return {
    privileged: counted.length,
    ...holdersOf(counted),
    tier0: ofTier(0),
    tier1: ofTier(1),
    tier2: ofTier(2),
    synced: counted.filter(({ synced }) => synced).length,
    globalAdministrators,
    guests: admins.filter(({ guest, enabled }) => guest && enabled).length,
    disabled: admins.filter(({ enabled }) => !enabled).length,
  };
};

/** The holders of each role. A user who holds a role at several scopes counts by the strongest assignment. */
const rolesOf = (admins: readonly AdminAnswer[]): View['roles'] => {
  const held = admins.flatMap((admin) =>
    [...Map.groupBy(admin.roles, ({ templateId }) => templateId).values()].flatMap((of) =>
      of.slice(0, 1).map((role) => ({ admin, role, assignment: strongestAssignment(of) })),
    ),
  );
  return [...Map.groupBy(held, ({ role }) => role.templateId).values()]
    .flatMap((of) => {
      const [first] = of;
      if (first === undefined) return [];
      const { templateId, name, tier } = first.role;
      return [
        {
          templateId,
          name,
          tier,
          ...holdersOf(of.filter(({ admin }) => isCounted(admin))),
          guests: of.filter(({ admin }) => admin.guest && admin.enabled).length,
          disabled: of.filter(({ admin }) => !admin.enabled).length,
        },
      ];
    })
    .sort((one, other) => one.tier - other.tier || (one.name < other.name ? -1 : 1));
};

/** A number of the tenant, whichever customer its users belong to. */
const globalAdministratorsOf = (tenants: readonly TenantPosture[]): number =>
  tenants.reduce((sum, { posture }) => sum + standingGlobalAdmins(posture).length, 0);

const applicationsOf = ({ tenant, posture }: TenantPosture): View['applications'] => {
  const held = posture.facts('directory-roles').flatMap((holder) => {
    const role = holder.principalType === 'servicePrincipal' ? privilegedRole(holder.roleTemplateId) : undefined;
    return role === undefined ? [] : [{ holder, role }];
  });
  return [...Map.groupBy(held, ({ holder }) => holder.principalId)].map(([principalId, of]) => ({
    ...tenantRefOf(tenant),
    principalId,
    name: of[0]?.holder.principalName ?? null,
    roles: [...new Set(of.map(({ role }) => role))].toSorted((one, other) => one.tier - other.tier),
  }));
};

/** The administrators of a customer, standing and eligible. Users of several tenants are added up. */
export const adminsView = ({ customer, tenants }: Pick<CardInput, 'customer' | 'tenants'>): View => {
  const known = tenants.filter(({ posture }) => hasFacts(posture, 'users') && hasFacts(posture, 'directory-roles'));
  const admins = known.flatMap((tenant) => adminAnswers(customer, tenant)).sort(byTierAndAssignment);
  const isKnown = tenants.length > 0 && known.length === tenants.length;
  return {
    counts: isKnown ? countsOf(admins, globalAdministratorsOf(known)) : null,
    schedulesKnown: tenants.length > 0 && tenants.every(({ posture }) => knowsActivations(posture)),
    roles: rolesOf(admins),
    admins: admins.slice(0, maxItems),
    adminsTotal: isKnown ? admins.length : null,
    breakGlass: known.flatMap((tenant) => breakGlassAnswers(customer, tenant)),
    applications: known.flatMap(applicationsOf),
  };
};
