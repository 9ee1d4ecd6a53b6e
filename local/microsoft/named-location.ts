/**
 * A named location as Graph returns it, by the type of the object.
 * https://learn.microsoft.com/graph/api/resources/namedlocation
 */
export type NamedLocation = { readonly id: string; displayName: string } & (
  | { readonly type: 'ipNamedLocation'; isTrusted: boolean; ranges: string[] }
  | {
      readonly type: 'countryNamedLocation';
      countriesAndRegions: string[];
      includeUnknownCountriesAndRegions: boolean;
      countryLookupMethod: 'clientIpAddress' | 'authenticatorAppGps';
    }
);

/** https://learn.microsoft.com/graph/api/resources/authenticationstrengthpolicy */
export interface AuthenticationStrength {
  readonly id: string;
  displayName: string;
  policyType: 'builtIn' | 'custom';
  requirementsSatisfied: 'mfa' | 'none';
  allowedCombinations: string[];
}

const builtIn = (number: number, displayName: string, allowedCombinations: string[]): AuthenticationStrength => ({
  id: `00000000-0000-0000-0000-00000000000${number}`,
  displayName,
  policyType: 'builtIn',
  requirementsSatisfied: 'mfa',
  allowedCombinations,
});

const phishingResistant = ['windowsHelloForBusiness', 'fido2', 'x509CertificateMultiFactor'];
const passwordless = [...phishingResistant, 'deviceBasedPush'];

/**
 * The three strengths of every tenant.
 * https://learn.microsoft.com/entra/identity/authentication/concept-authentication-strengths
 */
export const builtInStrengths = (): AuthenticationStrength[] => [
  builtIn(2, 'Multifactor authentication', [
    ...passwordless,
    'temporaryAccessPassOneTime',
    'temporaryAccessPassMultiUse',
    'password,microsoftAuthenticatorPush',
    'password,softwareOath',
    'password,hardwareOath',
    'password,sms',
    'password,voice',
    'federatedMultiFactor',
  ]),
  builtIn(3, 'Passwordless MFA', passwordless),
  builtIn(4, 'Phishing-resistant MFA', phishingResistant),
];
