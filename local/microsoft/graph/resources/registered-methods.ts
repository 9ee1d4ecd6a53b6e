import type { SimulatedUser } from '../../tenant.ts';

/** Methods for password reset only; they are no second factor. */
const passwordResetOnly = ['email', 'securityQuestion'];
const passwordless = [
  'fido2SecurityKey',
  'windowsHelloForBusiness',
  'passKeyDeviceBound',
  'microsoftAuthenticatorPasswordless',
];

export const isMfaRegistered = ({ methods }: SimulatedUser): boolean =>
  methods.some((method) => !passwordResetOnly.includes(method));
export const isMfaCapable = (user: SimulatedUser): boolean => isMfaRegistered(user) && !user.methodsBlockedByPolicy;
export const isPasswordlessCapable = (user: SimulatedUser): boolean =>
  !user.methodsBlockedByPolicy && user.methods.some((method) => passwordless.includes(method));

/**
 * The method names of the registration report, and the types that `/authentication/methods` returns for them. Push and
 * passwordless sign-in of one Authenticator are two names of the report and one method.
 */
export const methodTypes: Readonly<Record<string, string>> = {
  microsoftAuthenticatorPush: 'microsoftAuthenticatorAuthenticationMethod',
  microsoftAuthenticatorPasswordless: 'microsoftAuthenticatorAuthenticationMethod',
  softwareOneTimePasscode: 'softwareOathAuthenticationMethod',
  hardwareOneTimePasscode: 'hardwareOathAuthenticationMethod',
  mobilePhone: 'phoneAuthenticationMethod',
  alternateMobilePhone: 'phoneAuthenticationMethod',
  officePhone: 'phoneAuthenticationMethod',
  email: 'emailAuthenticationMethod',
  fido2SecurityKey: 'fido2AuthenticationMethod',
  passKeyDeviceBound: 'fido2AuthenticationMethod',
  windowsHelloForBusiness: 'windowsHelloForBusinessAuthenticationMethod',
  temporaryAccessPass: 'temporaryAccessPassAuthenticationMethod',
};
