import type { ChangeKind } from './schema.ts';

/**
 * The activities that are kept, and their kinds. The first match decides. Names differ between services and years by a
 * suffix, a dash or a trailing space, so most are matched by prefix.
 * https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities
 */
const activities: readonly (readonly [RegExp, ChangeKind])[] = [
  [/^add user$/, 'user-created'],
  [/^delete user$/, 'user-deleted'],
  [/^enable account$/, 'user-enabled'],
  [/^disable account$/, 'user-disabled'],
  [/^reset (user )?password/, 'password-reset'],
  [/^(user|admin) registered security info/, 'security-info-registered'],
  [/^(user|admin) deleted security info/, 'security-info-deleted'],
  [/^add member to role completed \(pim activation\)/, 'role-activated'],
  // An activity that is only requested has not happened yet and is not kept.
  [/^add eligible member to role( in pim completed \(.*\))?$|^add eligibleroleassignment/, 'role-made-eligible'],
  [/^add member to role( in pim completed \(.*\)| outside of pim \(.*\))?$/, 'role-granted'],
  [/^add (scoped member to role|role assignment)/, 'role-granted'],
  [/^remove (member from role|scoped member from role|eligible member from role|role assignment)/, 'role-removed'],
  [/^consent to application/, 'app-consented'],
  [/^add (delegated permission grant|oauth2permissiongrant)/, 'app-consented'],
  [/^add app role assignment to service principal/, 'app-permission-granted'],
  [/^(add service principal credentials|update application . certificates and secrets)/, 'app-credentials-added'],
  [/^add (application|service principal)$/, 'app-created'],
  [/^add conditional access policy/, 'policy-added'],
  [/^update conditional access policy/, 'policy-changed'],
  [/^delete conditional access policy/, 'policy-deleted'],
  [/^(update|disable|enable) security defaults/, 'security-defaults-changed'],
  [/^update authorization policy/, 'authorization-policy-changed'],
  [/^set (domain authentication|federation settings on domain)/, 'domain-authentication-changed'],
  [/^add partner to company/, 'partner-added'],
];

/** Undefined for activities that are not kept, which are most of the log. */
export const changeKindOf = (activity: string): ChangeKind | undefined => {
  const plain = activity.trim().toLowerCase();
  return activities.find(([pattern]) => pattern.test(plain))?.[1];
};
