import { getDomain } from 'tldts';

/**
 * Domains of Microsoft below which every tenant has a name of its own. No list of public suffixes contains them.
 * https://learn.microsoft.com/entra/fundamentals/custom-domain-names-manage and
 * https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges
 */
const microsoftDomains: ReadonlySet<string> = new Set([
  ...['onmicrosoft.com', 'onmicrosoft.us', 'onmschina.cn', 'partner.onmschina.cn', 'microsoftonline.com'],
  ...['sharepoint.com', 'sharepoint.us', 'sharepoint-mil.us', 'sharepoint.cn', 'partner.lync.cn', 'lync.com'],
  ...['office.com', 'office365.com', 'office365.us', 'microsoft.com', 'microsoft.us', 'exchangelabs.com'],
  ...['dynamics.com', 'powerappsportals.com', 'azure.com', 'cloudapp.azure.com', 'windows.net', 'azure.net'],
]);

/**
 * Whether a normalized domain belongs to everybody: a public suffix (`co.uk`, `github.io`; https://publicsuffix.org) or
 * a domain of Microsoft that tenants share. A name below it, such as `acme.onmicrosoft.com`, belongs to somebody.
 */
export const isSharedDomain = (domain: string): boolean =>
  microsoftDomains.has(domain) || getDomain(domain, { allowPrivateDomains: true }) === null;
