import { z } from 'zod';

/** The result of a judgment. `unknown` is neither a pass nor a fail: the data could not be read. */
export const VerdictKind = z.enum(['pass', 'warn', 'fail', 'not-applicable', 'unknown']);
export type VerdictKind = z.output<typeof VerdictKind>;

/** Whether a finding with this verdict is open. */
export const isFailing = (verdict: VerdictKind): verdict is 'warn' | 'fail' => verdict === 'warn' || verdict === 'fail';

export const Severity = z.enum(['critical', 'high', 'medium', 'low', 'info']);
export type Severity = z.output<typeof Severity>;
/** Worst first. */
export const severities = Severity.options;

/**
 * What findings of several tenants can share because one attacker, supplier or incident at Microsoft affects all of
 * them: a forwarding address, a rule with the same name and effect, an application, the network address of a consent,
 * an incident.
 */
export const Fingerprint = z.object({
  kind: z.enum(['forwarding-address', 'rule', 'app', 'consent-source', 'service-incident']),
  /** Compared by exact match. */
  value: z.string().min(1).max(300),
  /** The display name, where the value is an id. */
  name: z.string().max(300).nullable(),
});
export type Fingerprint = z.output<typeof Fingerprint>;
