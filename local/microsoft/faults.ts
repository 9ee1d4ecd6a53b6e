import { z } from 'zod';

/** What a request is counted and throttled as. The first nine are the throttle domains of the surfaces. */
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

/** Which requests a fault befalls. What is not said matches everything. */
export const FaultMatch = z.strictObject({
  tenant: z.string().optional(),
  service: Service.optional(),
  /** The path template, `/users/{id}/messages`. */
  template: z.string().optional(),
  /** Only the nth matching request, counted from 1; or each of several. */
  nth: z.union([z.int().positive(), z.array(z.int().positive())]).optional(),
  /** Only the first so many matching requests. */
  first: z.int().positive().optional(),
  /** A share of the matching requests, 0 to 100, drawn from the server's seed. */
  percent: z.number().min(0).max(100).optional(),
});

/** What happens to it. Several may go together: a delay, then a status. */
export const Fault = z.strictObject({
  status: z.int().min(200).max(599).optional(),
  /** As it stands in the header: a number of seconds, whole or decimal, an HTTP date, or nonsense. */
  retryAfter: z.union([z.number(), z.string()]).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** Sent as JSON; a string is sent as it is. Without it, the documented body of the status. */
  body: z.unknown().optional(),
  delaySeconds: z.number().positive().optional(),
  /** The connection ends in the middle of the answer. */
  cut: z.literal(true).optional(),
  /** The connection is reset before any answer. */
  reset: z.literal(true).optional(),
  /** No answer ever. */
  hang: z.literal(true).optional(),
  /** Status 200 and no usable JSON: `truncated` in the middle, an `html` page, or `empty`. */
  malformed: z.enum(['truncated', 'html', 'empty']).optional(),
  /** Of a `$batch`: one answer missing, one twice, or all in another order (which Graph does anyway). */
  batch: z.enum(['drop', 'duplicate']).optional(),
  /** Of a list: the next link leads back to this page, or to another host; or an empty page with a successor comes first. */
  paging: z.enum(['loop', 'foreign-host', 'empty-page']).optional(),
});
export type Fault = z.output<typeof Fault>;

export const FaultRule = z.strictObject({ match: FaultMatch, fault: Fault });
export type FaultRule = z.output<typeof FaultRule>;
export const FaultPlan = z.array(FaultRule);
