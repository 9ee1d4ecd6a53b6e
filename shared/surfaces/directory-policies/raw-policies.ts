import { z } from 'zod';
import { RawNonBlankText, rawEnum, rawList, rawRequiredEnum } from '../raw.ts';

/** A setting that Graph may leave out: null means unknown, never off. */
const RawSwitch = z
  .boolean()
  .nullish()
  .transform((on) => on ?? null);

/** As Graph sends it. https://learn.microsoft.com/graph/api/resources/authorizationpolicy */
export const RawAuthorization = z.object({
  allowInvitesFrom: rawRequiredEnum('none', 'adminsAndGuestInviters', 'adminsGuestInvitersAndAllMembers', 'everyone'),
  guestUserRoleId: RawNonBlankText,
  allowEmailVerifiedUsersToJoinOrganization: z.boolean(),
  allowedToUseSSPR: z.boolean(),
  allowUserConsentForRiskyApps: RawSwitch,
  blockMsolPowerShell: RawSwitch,
  defaultUserRolePermissions: z.object({
    allowedToCreateApps: z.boolean(),
    allowedToCreateSecurityGroups: z.boolean(),
    allowedToCreateTenants: RawSwitch,
    // An empty list is the best setting, so a missing list must not be taken for an empty one.
    permissionGrantPoliciesAssigned: z.array(z.string()),
  }),
});

/** https://learn.microsoft.com/graph/api/resources/adminconsentrequestpolicy */
export const RawAdminConsent = z.object({
  isEnabled: z.boolean(),
  requestDurationInDays: z.number().nullish(),
  reviewers: rawList(z.unknown()),
});

const RawState = rawEnum('enabled', 'disabled', 'default');
const RawFeature = z.object({ state: RawState }).nullish();

const RawKeyRestrictions = z.object({ isEnforced: RawSwitch, enforcementType: RawNonBlankText }).nullish();

/** https://learn.microsoft.com/graph/api/resources/passkeyprofile */
const RawPasskeyProfile = z.object({
  id: z.string().min(1),
  name: RawNonBlankText,
  /** A comma-separated string: `deviceBound,synced`. */
  passkeyTypes: RawNonBlankText,
  attestationEnforcement: RawNonBlankText,
  keyRestrictions: RawKeyRestrictions,
});

const RawMethod = z.object({
  id: z.string().min(1),
  state: rawEnum('enabled', 'disabled'),
  includeTargets: rawList(z.object({ id: z.string().min(1), numberMatchingRequiredState: RawNonBlankText })),
  excludeTargets: rawList(z.unknown()),
  featureSettings: z
    .object({
      numberMatchingRequiredState: RawFeature,
      displayAppInformationRequiredState: RawFeature,
      displayLocationInformationRequiredState: RawFeature,
    })
    .nullish(),
  /** This and the following are of passkeys (FIDO2) alone. The next two are the older shape, until October 2027. */
  isSelfServiceRegistrationAllowed: RawSwitch,
  isAttestationEnforced: RawSwitch,
  keyRestrictions: RawKeyRestrictions,
  passkeyProfiles: rawList(RawPasskeyProfile),
});
export type RawMethod = z.output<typeof RawMethod>;

/** https://learn.microsoft.com/graph/api/resources/authenticationmethodspolicy */
export const RawAuthenticationMethods = z.object({
  policyMigrationState: RawNonBlankText,
  authenticationMethodConfigurations: z.array(RawMethod),
});

/** https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyconfigurationdefault */
export const RawCrossTenantAccess = z.object({
  isServiceDefault: z.boolean(),
  inboundTrust: z
    .object({
      isMfaAccepted: RawSwitch,
      isCompliantDeviceAccepted: RawSwitch,
      isHybridAzureADJoinedDeviceAccepted: RawSwitch,
    })
    .nullish(),
});

/** https://learn.microsoft.com/graph/api/resources/groupsetting */
export const RawGroupSetting = z.object({
  displayName: RawNonBlankText,
  templateId: z.string().min(1),
  values: rawList(z.object({ name: z.string().min(1), value: z.string().nullish() })),
});
