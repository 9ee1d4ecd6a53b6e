import type { Service } from '../faults.ts';
import type { SimulatedTenant } from '../tenant.ts';

/** The scope in which a limit counts requests together. An app is one registration in one tenant. */
export type RateLimitScope = 'tenant' | 'app' | 'mailbox';

export interface RateLimit {
  readonly name: string;
  /** The limit counts requests to these services. */
  readonly services: readonly Service[];
  /** The limit counts only these path templates. Default: all. */
  readonly templates?: readonly string[];
  readonly per: readonly RateLimitScope[];
  readonly max: number | ((tenant: SimulatedTenant) => number);
  /** Length of the sliding window. Without it the limit is on concurrent requests. */
  readonly windowSeconds?: number;
  /** The limit counts resource units instead of requests. */
  readonly inUnits?: true;
  /** Whether the 429 has a Retry-After. */
  readonly sendsRetryAfter: boolean;
  readonly error?: { readonly code: string; readonly message: string };
}

/** Each usage report has a limit, and one more limit applies to all reports and applications together. */
const usageLimits: readonly RateLimit[] = [
  ...[
    'getM365AppUserDetail',
    'getMailboxUsageDetail',
    'getOffice365ActiveUserDetail',
    'getOneDriveUsageAccountDetail',
  ].map(
    (name): RateLimit => ({
      name: `usage report ${name}`,
      services: ['usage-reports'],
      templates: [`/reports/${name}(period='{period}')`],
      per: ['app', 'tenant'],
      max: 14,
      windowSeconds: 600,
      sendsRetryAfter: true,
    }),
  ),
  {
    name: 'usage reports of all applications',
    services: ['usage-reports'],
    per: ['tenant'],
    max: 40,
    windowSeconds: 600,
    sendsRetryAfter: true,
  },
];

const secureScoreTemplates = ['/security/secureScores', '/security/secureScoreControlProfiles'];

/**
 * The documented limits, as data. Left out: the 130,000 requests in 10 seconds of one app over all tenants, which the
 * simulator cannot reach.
 * https://learn.microsoft.com/graph/throttling-limits
 */
export const rateLimits: readonly RateLimit[] = [
  ...usageLimits,
  {
    name: 'identity and access, resource units',
    services: ['directory'],
    per: ['app', 'tenant'],
    max: ({ users }) => (users.length < 50 ? 3500 : users.length <= 500 ? 5000 : 8000),
    windowSeconds: 10,
    inUnits: true,
    sendsRetryAfter: true,
  },
  {
    name: 'identity and access reports',
    services: ['reports'],
    per: ['app', 'tenant'],
    max: 5,
    windowSeconds: 10,
    sendsRetryAfter: true,
  },
  {
    // Applies to all apps together, and sends no Retry-After.
    name: 'Conditional Access and identity protection',
    services: ['conditional-access'],
    per: ['tenant'],
    max: 1,
    windowSeconds: 1,
    sendsRetryAfter: false,
  },
  {
    name: 'security, requests a minute',
    services: ['security'],
    per: ['app', 'tenant'],
    max: 150,
    windowSeconds: 60,
    sendsRetryAfter: true,
  },
  {
    name: 'secure score, 10 minutes',
    services: ['security'],
    templates: secureScoreTemplates,
    per: ['app', 'tenant'],
    max: 10_000,
    windowSeconds: 600,
    sendsRetryAfter: true,
  },
  {
    name: 'secure score, at the same time',
    services: ['security'],
    templates: secureScoreTemplates,
    per: ['app', 'tenant'],
    max: 4,
    sendsRetryAfter: true,
  },
  {
    name: 'service communications, a minute',
    services: ['service-communications'],
    per: ['app', 'tenant'],
    max: 240,
    windowSeconds: 60,
    sendsRetryAfter: true,
  },
  {
    name: 'service communications, an hour',
    services: ['service-communications'],
    per: ['app', 'tenant'],
    max: 800,
    windowSeconds: 3600,
    sendsRetryAfter: true,
  },
  {
    name: 'Intune, 20 seconds',
    services: ['intune'],
    per: ['app', 'tenant'],
    max: 1000,
    windowSeconds: 20,
    sendsRetryAfter: true,
  },
  {
    name: 'Outlook, 10 minutes',
    services: ['outlook'],
    per: ['app', 'mailbox'],
    max: 10_000,
    windowSeconds: 600,
    sendsRetryAfter: true,
    error: { code: 'ApplicationThrottled', message: 'Application is over its MailboxRequest limit.' },
  },
  {
    name: 'Outlook, at the same time',
    services: ['outlook'],
    per: ['app', 'mailbox'],
    max: 4,
    sendsRetryAfter: true,
    error: { code: 'ApplicationThrottled', message: 'Application is over its MailboxConcurrency limit.' },
  },
];
