import type { SentenceTemplate } from '#shared/kernel/sentence.ts';
import { cloudOnly } from './admins/cloud-only/finding.ts';
import { globalAdminCountInRange } from './admins/global-admin-count-in-range/finding.ts';
import { noProductivityLicense } from './admins/no-productivity-license/finding.ts';
import { noStandingAccess } from './admins/no-standing-access/finding.ts';
import { noneStale } from './admins/none-stale/finding.ts';
import { selfServiceResetOff } from './admins/self-service-reset-off/finding.ts';
import { noneActive } from './alerts/none-active/finding.ts';
import { credentialsShortLived } from './apps/credentials-short-lived/finding.ts';
import { noHighRiskGrants } from './apps/no-high-risk-grants/finding.ts';
import { noRetiredProtocols } from './apps/no-retired-protocols/finding.ts';
import { noneKnownRogue } from './apps/none-known-rogue/finding.ts';
import { fido2Enabled } from './auth-methods/fido2-enabled/finding.ts';
import { migrationComplete } from './auth-methods/migration-complete/finding.ts';
import { numberMatchingOn } from './auth-methods/number-matching-on/finding.ts';
import { weakMethodsOff } from './auth-methods/weak-methods-off/finding.ts';
import { baselinePresent } from './conditional-access/baseline-present/finding.ts';
import { breakGlassExcluded } from './conditional-access/break-glass-excluded/finding.ts';
import { deviceCodeBlocked } from './conditional-access/device-code-blocked/finding.ts';
import { legacyAuthBlocked } from './conditional-access/legacy-auth-blocked/finding.ts';
import { noDeadPolicy } from './conditional-access/no-dead-policy/finding.ts';
import { noOpenSignIn } from './conditional-access/no-open-sign-in/finding.ts';
import { referencesResolve } from './conditional-access/references-resolve/finding.ts';
import { retiredControlsUnused } from './conditional-access/retired-controls-unused/finding.ts';
import { riskPoliciesEnforced } from './conditional-access/risk-policies-enforced/finding.ts';
import { credentialValid } from './connection/credential-valid/finding.ts';
import { leastPrivilege } from './connection/least-privilege/finding.ts';
import { mailboxesConfined } from './connection/mailboxes-confined/finding.ts';
import { adminWorkflowEnabled } from './consent/admin-workflow-enabled/finding.ts';
import { userConsentRestricted } from './consent/user-consent-restricted/finding.ts';
import type { Finding } from './define-finding.ts';
import { compliant } from './devices/compliant/finding.ts';
import { msolPowershellBlocked } from './directory/msol-powershell-blocked/finding.ts';
import { usersCannotCreateSecurityGroups } from './directory/users-cannot-create-security-groups/finding.ts';
import { usersCannotCreateTenants } from './directory/users-cannot-create-tenants/finding.ts';
import { usersCannotRegisterApps } from './directory/users-cannot-register-apps/finding.ts';
import { noRiskyChange } from './directory-changes/no-risky-change/finding.ts';
import { accessRestricted } from './guests/access-restricted/finding.ts';
import { invitesRestricted } from './guests/invites-restricted/finding.ts';
import { noSelfServiceJoin } from './guests/no-self-service-join/finding.ts';
import { noOverlap } from './licenses/no-overlap/finding.ts';
import { noneOnDisabledUsers } from './licenses/none-on-disabled-users/finding.ts';
import { noneOnInactiveUsers } from './licenses/none-on-inactive-users/finding.ts';
import { noneUnassigned } from './licenses/none-unassigned/finding.ts';
import { rightSized } from './licenses/right-sized/finding.ts';
import { withinContract } from './licenses/within-contract/finding.ts';
import { noExternalForwarding } from './mailboxes/no-external-forwarding/finding.ts';
import { noHidingRules } from './mailboxes/no-hiding-rules/finding.ts';
import { sharedSignInBlocked } from './mailboxes/shared-sign-in-blocked/finding.ts';
import { coverageHolds } from './mfa/coverage-holds/finding.ts';
import { enforcedForAdmins } from './mfa/enforced-for-admins/finding.ts';
import { enforcedForAllUsers } from './mfa/enforced-for-all-users/finding.ts';
import { everyAdminCapable } from './mfa/every-admin-capable/finding.ts';
import { everyUserCapable } from './mfa/every-user-capable/finding.ts';
import { phishingResistantForAdmins } from './mfa/phishing-resistant-for-admins/finding.ts';
import { bannedListAndLockout } from './passwords/banned-list-and-lockout/finding.ts';
import { neverExpire } from './passwords/never-expire/finding.ts';
import { controlImplemented } from './secure-score/control-implemented/finding.ts';
import { noActiveIncident } from './service-health/no-active-incident/finding.ts';
import { domainsRestricted } from './sharing/domains-restricted/finding.ts';
import { externalSharingRestricted } from './sharing/external-sharing-restricted/finding.ts';
import { guestsCannotReshare } from './sharing/guests-cannot-reshare/finding.ts';
import { idleSignOutOn } from './sharing/idle-sign-out-on/finding.ts';
import { legacyAuthOff } from './sharing/legacy-auth-off/finding.ts';
import { unmanagedSyncBlocked } from './sharing/unmanaged-sync-blocked/finding.ts';
import { noneAtRisk } from './users/none-at-risk/finding.ts';

/** Every finding of the catalog, in the order of `id`. An architecture test names a missing line. */
export const findings: readonly Finding[] = [
  cloudOnly,
  globalAdminCountInRange,
  noProductivityLicense,
  noStandingAccess,
  noneStale,
  selfServiceResetOff,
  noneActive,
  credentialsShortLived,
  noHighRiskGrants,
  noRetiredProtocols,
  noneKnownRogue,
  fido2Enabled,
  migrationComplete,
  numberMatchingOn,
  weakMethodsOff,
  baselinePresent,
  breakGlassExcluded,
  deviceCodeBlocked,
  legacyAuthBlocked,
  noDeadPolicy,
  noOpenSignIn,
  referencesResolve,
  retiredControlsUnused,
  riskPoliciesEnforced,
  credentialValid,
  leastPrivilege,
  mailboxesConfined,
  adminWorkflowEnabled,
  userConsentRestricted,
  compliant,
  noRiskyChange,
  msolPowershellBlocked,
  usersCannotCreateSecurityGroups,
  usersCannotCreateTenants,
  usersCannotRegisterApps,
  accessRestricted,
  invitesRestricted,
  noSelfServiceJoin,
  noOverlap,
  noneOnDisabledUsers,
  noneOnInactiveUsers,
  noneUnassigned,
  rightSized,
  withinContract,
  noExternalForwarding,
  noHidingRules,
  sharedSignInBlocked,
  coverageHolds,
  enforcedForAdmins,
  enforcedForAllUsers,
  everyAdminCapable,
  everyUserCapable,
  phishingResistantForAdmins,
  bannedListAndLockout,
  neverExpire,
  controlImplemented,
  noActiveIncident,
  domainsRestricted,
  externalSharingRestricted,
  guestsCannotReshare,
  idleSignOutOn,
  legacyAuthOff,
  unmanagedSyncBlocked,
  noneAtRisk,
];

/** Every template of a sentence that a verdict may be explained with, in the order of findings. */
export const sentenceTemplates: readonly SentenceTemplate[] = [
  ...new Set(findings.flatMap(({ sentences }) => sentences.flatMap(({ templates }) => templates))),
];

export const findingOf = (id: string): Finding | undefined => findings.find((finding) => finding.id === id);
