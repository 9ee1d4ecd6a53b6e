import { z } from 'zod';

/** What a judgment may say. `unknown` is never a pass and never a fail: it means we could not look. */
export const VerdictKind = z.enum(['pass', 'warn', 'fail', 'not-applicable', 'unknown']);
export type VerdictKind = z.output<typeof VerdictKind>;

export const Severity = z.enum(['critical', 'high', 'medium', 'low', 'info']);
export type Severity = z.output<typeof Severity>;
/** Worst first. */
export const severities = Severity.options;

export const SubjectKind = z.enum([
  'tenant',
  'user',
  'policy',
  'rule',
  'app',
  'sku',
  'license',
  'alert',
  'issue',
  'change',
  'control',
  'device',
  'domain',
  'connection',
]);
/** Whom or what a finding is about. Ids follow rules 36. */
export const Subject = z.object({ kind: SubjectKind, id: z.string().min(1), name: z.string() });
export type Subject = z.output<typeof Subject>;
export type SubjectKind = z.output<typeof SubjectKind>;

/**
 * What a finding can have in common with one of another tenant, and what an intruder, a supplier or Microsoft brings to several at once: an address that mail is
 * forwarded to, a rule with the same name and effect, an application, the network address that consented, an incident.
 */
export const Fingerprint = z.object({
  kind: z.enum(['forwarding-address', 'rule', 'app', 'consent-source', 'service-incident']),
  /** Compared as it is. */
  value: z.string().min(1).max(300),
  /** What people call it, where the value is an id. */
  name: z.string().max(300).nullable(),
});
export type Fingerprint = z.output<typeof Fingerprint>;
