import { addSeconds, type Clock } from '#shared/kernel/clock.ts';
import type { GraphRequest, ThrottleDomain } from '#shared/surfaces/define-surface.ts';

/** The first match decides. https://learn.microsoft.com/graph/throttling-limits */
const domains: readonly (readonly [RegExp, ThrottleDomain])[] = [
  [/^\/users\/\{\}\/(messages|mailfolders|events|calendars?|calendarview|mailboxsettings)/i, 'outlook'],
  [/^\/(reports\/authenticationmethods|auditlogs)/i, 'reports'],
  [/^\/reports\//i, 'usage-reports'],
  [/^\/(identity\/conditionalaccess|identityprotection)/i, 'conditional-access'],
  [/^\/security\//i, 'security'],
  [/^\/admin\/serviceannouncement/i, 'service-communications'],
  [/^\/admin\/sharepoint/i, 'sharepoint'],
  [/^\/devicemanagement/i, 'intune'],
];

/** Placeholder names are removed, because two surfaces may name the same one differently. */
const routeOf = (path: string): string => path.replace(/\{[^{}]*\}/g, '{}');

export const throttleDomainOf = ({ path, query }: GraphRequest): ThrottleDomain => {
  // Sign-in activity is throttled with the reports.
  if (query?.['$select']?.includes('signInActivity')) return 'reports';
  return domains.find(([pattern]) => pattern.test(routeOf(path)))?.[1] ?? 'directory';
};

/** The mailbox of an Outlook path is its first parameter. Each mailbox has its own bucket. */
const mailboxOf = ({ path, params }: GraphRequest): string => {
  const [, name = ''] = /^\/users\/\{([^}]*)\}/i.exec(path) ?? [];
  return params?.[name]?.toLowerCase() ?? '';
};

export const isMailboxRequest = (request: GraphRequest): boolean => throttleDomainOf(request) === 'outlook';

/** These requests also count against the limits of the reports, so both windows must be over. */
const isAuthentication = /^\/users\/\{\}\/authentication\/methods/i;

/** Every service whose throttle window applies to the request. The first is its own service. */
export const throttleDomainsOf = (request: GraphRequest): readonly [ThrottleDomain, ...ThrottleDomain[]] => {
  const domain = throttleDomainOf(request);
  return isAuthentication.test(routeOf(request.path)) ? [domain, 'reports'] : [domain];
};

/**
 * A request waits for its route and for its service: for what Microsoft throttled, and for what it would throttle next.
 */
export const bucketsOf = (request: GraphRequest): readonly string[] => {
  const [domain, ...others] = throttleDomainsOf(request);
  const mailbox = domain === 'outlook' ? ` ${mailboxOf(request)}` : '';
  return [`GET ${routeOf(request.path)}${mailbox}`, `${domain}${mailbox}`, ...others];
};

/** Of these services one request a second is accepted, so the next one waits. Their 429 has no `Retry-After`. */
const secondsBetween: Readonly<Record<string, number>> = { 'conditional-access': 1 } satisfies Partial<
  Record<ThrottleDomain, number>
>;

/** Closes the windows of the services that a request keeps busy. Called when it is sent. */
export const paceAfter = (throttle: Throttle, buckets: readonly string[]): void => {
  for (const bucket of buckets) {
    const seconds = secondsBetween[bucket];
    if (seconds !== undefined) throttle.close([bucket], seconds);
  }
};

/** Throttle windows of one tenant, in which nothing is sent. */
export interface Throttle {
  /** Seconds until all windows are over. 0 where none is open. */
  waitSeconds(buckets: readonly string[]): number;
  /** Opens a window for these buckets. An existing window never gets shorter. */
  close(buckets: readonly string[], seconds: number): void;
}

export const openThrottle = (clock: Clock): Throttle => {
  const until = new Map<string, Date>();
  return {
    waitSeconds: (buckets) => {
      const now = clock.now().getTime();
      return Math.max(0, ...buckets.map((bucket) => ((until.get(bucket)?.getTime() ?? now) - now) / 1000));
    },
    close(buckets, seconds) {
      const now = clock.now();
      const end = addSeconds(now, seconds);
      for (const [bucket, date] of until) if (date <= now) until.delete(bucket);
      for (const bucket of buckets) {
        const currentEnd = until.get(bucket);
        if (currentEnd === undefined || currentEnd < end) until.set(bucket, end);
      }
    },
  };
};

const maxTenants = 200;
const throttles = new Map<string, Throttle>();

/** The windows of a tenant in this process. They outlive an invocation. */
export const throttleOfTenant = (tenant: string, clock: Clock): Throttle => {
  const throttle = throttles.get(tenant) ?? openThrottle(clock);
  throttles.delete(tenant);
  throttles.set(tenant, throttle);
  const [oldest] = throttles.keys();
  if (throttles.size > maxTenants && oldest !== undefined) throttles.delete(oldest);
  return throttle;
};
