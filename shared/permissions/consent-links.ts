type Cloud = 'global' | 'usgov' | 'usgov-dod' | 'china';

/** Entra admin center by cloud. https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud */
const adminCenters: Readonly<Record<Cloud, string>> = {
  global: 'https://entra.microsoft.com',
  usgov: 'https://entra.microsoft.us',
  'usgov-dod': 'https://entra.microsoft.us',
  china: 'https://entra.microsoftonline.cn',
};

/** The page of an app registration where permissions are added and consent is granted. */
export const appPermissionsUrl = ({ cloud, clientId }: { readonly cloud: Cloud; readonly clientId: string }): string =>
  `${adminCenters[cloud]}/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/${clientId}/isMSAApp~/false`;

interface ConsentRequest {
  /** Origin of Entra in the tenant's cloud. */
  readonly authority: string;
  readonly graph: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string;
}

/**
 * The page where an admin of the tenant consents to all permissions that the app requests.
 * https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
 */
export const adminConsentUrl = ({
  authority,
  graph,
  tenantId,
  clientId,
  redirectUri,
  state,
}: ConsentRequest): string => {
  const query = new URLSearchParams({
    client_id: clientId,
    scope: `${graph}/.default`,
    redirect_uri: redirectUri,
    state,
  });
  return `${authority}/${tenantId}/v2.0/adminconsent?${query}`;
};
