import { z } from 'zod';

/** The service by which a request is counted and throttled. The first nine are the throttle domains of the surfaces. */
export const Service = z.enum([
  'directory',
  'reports',
  'conditional-access',
  'security',
  'service-communications',
  'sharepoint',
  'usage-reports',
  'intune',
  'outlook',
  'batch',
  'token',
]);
export type Service = z.output<typeof Service>;

/** The requests that a fault applies to. A condition that is left out matches every request. */
export const FaultMatch = z.strictObject({
  tenant: z.string().optional(),
  service: Service.optional(),
  /** The path template, `/users/{id}/messages`. */
  template: z.string().optional(),
  /** Only the nth matching request, counted from 1; or several of them. */
  nth: z.union([z.int().positive(), z.array(z.int().positive())]).optional(),
  /** Only the first matching requests, this many. */
  first: z.int().positive().optional(),
  /** A percentage of the matching requests, 0 to 100, drawn with the server's seed. */
  percent: z.number().min(0).max(100).optional(),
});

/** What happens to a request. Effects can be combined: a delay, then a status. */
export const Fault = z.strictObject({
  status: z.int().min(200).max(599).optional(),
  /** The header's value, sent unchanged: seconds (whole or decimal), an HTTP date, or an invalid text. */
  retryAfter: z.union([z.number(), z.string()]).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** Sent as JSON, a string unchanged. Default: the documented body of the status. */
  body: z.unknown().optional(),
  delaySeconds: z.number().positive().optional(),
  /** The connection closes in the middle of the answer. */
  cut: z.literal(true).optional(),
  /** The connection is reset before any answer. */
  reset: z.literal(true).optional(),
  /** The server never answers. */
  hang: z.literal(true).optional(),
  /** Status 200 without valid JSON: `truncated` in the middle, an `html` page, or `empty`. */
  malformed: z.enum(['truncated', 'html', 'empty']).optional(),
  /** For a `$batch`: one answer is missing, or one is repeated. */
  batch: z.enum(['drop', 'duplicate']).optional(),
  /**
   * For a list: the next link leads to the same page or to another host, or an empty page with a next link comes first.
   */
  paging: z.enum(['loop', 'foreign-host', 'empty-page']).optional(),
});
export type Fault = z.output<typeof Fault>;

export const FaultRule = z.strictObject({ match: FaultMatch, fault: Fault });
export type FaultRule = z.output<typeof FaultRule>;
export const FaultPlan = z.array(FaultRule);
