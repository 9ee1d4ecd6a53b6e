import { addSeconds, type Clock } from '#shared/kernel/clock.ts';
import type { GraphRequest, ThrottleDomain } from '#shared/surfaces/define-surface.ts';

/** First match decides. https://learn.microsoft.com/graph/throttling-limits */
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

/** Placeholders have no names here: two surfaces may call the same one differently. */
const routeOf = (path: string): string => path.replace(/\{[^}]*\}/g, '{}');

export const throttleDomainOf = ({ path, query }: GraphRequest): ThrottleDomain => {
  // Sign-in activity is kept with the reports, and throttled like them.
  if (query?.['$select']?.includes('signInActivity')) return 'reports';
  return domains.find(([pattern]) => pattern.test(routeOf(path)))?.[1] ?? 'directory';
};

/** Who is waiting: the first parameter of an Outlook path is its mailbox, and each mailbox has a bucket of its own. */
const mailboxOf = ({ path, params }: GraphRequest): string => {
  const [, name = ''] = /^\/users\/\{([^}]*)\}/i.exec(path) ?? [];
  return params?.[name]?.toLowerCase() ?? '';
};

export const isMailboxRequest = (request: GraphRequest): boolean => throttleDomainOf(request) === 'outlook';

/** Microsoft's limits name what lies below this among the reports, too: both must be open. */
const isAuthentication = /^\/users\/\{\}\/authentication\/methods/i;

/** Every service whose window it has to heed; the first is its own. */
export const throttleDomainsOf = (request: GraphRequest): readonly [ThrottleDomain, ...ThrottleDomain[]] => {
  const domain = throttleDomainOf(request);
  return isAuthentication.test(routeOf(request.path)) ? [domain, 'reports'] : [domain];
};

/** A request waits for its route and for its service: for what Microsoft throttled, and for what it would throttle next. */
export const bucketsOf = (request: GraphRequest): readonly string[] => {
  const [domain, ...others] = throttleDomainsOf(request);
  const mailbox = domain === 'outlook' ? ` ${mailboxOf(request)}` : '';
  return [`GET ${routeOf(request.path)}${mailbox}`, `${domain}${mailbox}`, ...others];
};

/** Windows of one tenant in which nothing is sent. */
export interface Throttle {
  /** Seconds until nothing stands in the way; 0 where nothing does. */
  waitSeconds(buckets: readonly string[]): number;
  /** Nothing goes to these for that long. A window never gets shorter. */
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
        const standing = until.get(bucket);
        if (standing === undefined || standing < end) until.set(bucket, end);
      }
    },
  };
};

const kept = 200;
const ofTenants = new Map<string, Throttle>();

/** The windows of this process for a tenant: they outlive an invocation. */
export const throttleOfTenant = (tenant: string, clock: Clock): Throttle => {
  const throttle = ofTenants.get(tenant) ?? openThrottle(clock);
  ofTenants.delete(tenant);
  ofTenants.set(tenant, throttle);
  const [oldest] = ofTenants.keys();
  if (ofTenants.size > kept && oldest !== undefined) ofTenants.delete(oldest);
  return throttle;
};
