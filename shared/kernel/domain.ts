/**
 * A domain name in lower case and IDNA ASCII, without a trailing dot. Undefined where the text is not a domain name of
 * at least two labels.
 */
export const normalizeDomain = (text: string): string | undefined => {
  const trimmed = text.trim().replace(/\.$/, '');
  if (trimmed === '' || /[/\\?#@:\s[\]%]/.test(trimmed)) return undefined;
  let ascii: string;
  try {
    ascii = new URL(`http://${trimmed}`).hostname;
  } catch {
    return undefined; // what URL refuses is no domain name: the answer, not a failure
  }
  const isName = /^(?=.{4,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(ascii);
  return isName ? ascii : undefined;
};

/**
 * An e-mail address with its local part in lower case and its domain normalized. Undefined where it cannot be used:
 * X.500, empty, or without a domain.
 */
export const normalizeAddress = (text: string | null | undefined): string | undefined => {
  const trimmed = text?.trim() ?? '';
  const at = trimmed.lastIndexOf('@');
  if (at < 1 || /[\s<>,;"()]/.test(trimmed)) return undefined;
  const domain = normalizeDomain(trimmed.slice(at + 1));
  return domain === undefined ? undefined : `${trimmed.slice(0, at).toLowerCase()}@${domain}`;
};

/** The domain of a normalized address. */
export const domainOfAddress = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** A normalized domain and its parent domains, down to two labels. */
export const withParents = (domain: string): readonly string[] => {
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_label, at) => labels.slice(at).join('.'));
};

/** A domain, with or without its subdomains. */
export interface DomainReach {
  readonly domain: string;
  readonly includeSubdomains: boolean;
}

/**
 * Whether a normalized domain equals another one or, with `includeSubdomains`, is a subdomain of it. Whole labels are
 * compared: `acme.com.evil.io` never matches `acme.com`.
 */
export const domainMatches = (domain: string, of: DomainReach): boolean =>
  domain === of.domain || (of.includeSubdomains && domain.endsWith(`.${of.domain}`));

/** Whether an address could belong to both. */
export const domainsOverlap = (one: DomainReach, other: DomainReach): boolean =>
  domainMatches(one.domain, other) || domainMatches(other.domain, one);

/**
 * Whether a normalized address is external to a tenant: its domain is neither one of the tenant's own nor a subdomain
 * of one (rules 22).
 */
export const isExternalAddress = (address: string, verifiedDomains: readonly string[]): boolean =>
  !verifiedDomains.some((own) => domainMatches(domainOfAddress(address), { domain: own, includeSubdomains: true }));
