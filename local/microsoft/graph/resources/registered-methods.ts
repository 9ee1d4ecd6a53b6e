import type { SimulatedUser } from '../../tenant.ts';

/** E-mail resets a password; it is no second factor. */
const notAFactor = ['email', 'securityQuestion'];
const passwordless = [
  'fido2SecurityKey',
  'windowsHelloForBusiness',
  'passKeyDeviceBound',
  'microsoftAuthenticatorPasswordless',
];

export const isMfaRegistered = ({ methods }: SimulatedUser): boolean =>
  methods.some((method) => !notAFactor.includes(method));
export const isMfaCapable = (user: SimulatedUser): boolean => isMfaRegistered(user) && !user.methodsBlockedByPolicy;
export const isPasswordlessCapable = (user: SimulatedUser): boolean =>
  !user.methodsBlockedByPolicy && user.methods.some((method) => passwordless.includes(method));

/** The report's words and the types that `/authentication/methods` answers with. A push and a one-time code of one Authenticator are two words and one method. */
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
