import { z } from 'zod';
import { TenantRef } from '#shared/book/tenant-ref.ts';
import { MfaBadge } from '#shared/posture/tenant-numbers.ts';

/** The summary above the policies. */
export const ConditionalAccessSummary = z.object({
  badge: MfaBadge,
  badgeReasons: z.array(z.string()),
  /** Null if it could not be read. With several tenants, whether it is on in all of them. */
  securityDefaults: z.boolean().nullable(),
});

export const PolicyAnswer = z.object({
  ...TenantRef.shape,
  policyId: z.string(),
  name: z.string(),
  state: z.enum(['enabled', 'disabled', 'report-only', 'unknown']),
  createdAt: z.iso.datetime().nullable(),
  modifiedAt: z.iso.datetime().nullable(),
  /** It includes all users. */
  targetsEveryone: z.boolean(),
  coversEveryApplication: z.boolean(),
  clientAppTypes: z.array(z.string()),
  /** The required controls: `mfa`, `block`, `compliantDevice`, the name of a strength, … */
  demands: z.array(z.string()),
  operator: z.enum(['AND', 'OR', 'unknown']).nullable(),
  /** The conditions that limit it. */
  narrowedBy: z.array(z.string()),
  /** The number of users of the MFA denominator to whom it applies; null if users could not be read. */
  appliesTo: z.int().nonnegative().nullable(),
  /** Whether it enforces MFA for them. If it asks for MFA without enforcing it, `weaknesses` says why. */
  enforcesMfa: z.boolean(),
  weaknesses: z.array(z.enum(['report-only', 'some-apps', 'avoidable', 'narrowed', 'third-party'])),
});
PolicyAnswer.register(z.globalRegistry, { id: 'ConditionalAccessPolicy', description: 'A Conditional Access policy.' });

export const ConditionalAccessView = ConditionalAccessSummary.extend({
  /** Null if policies could not be read; empty if there are none. */
  policies: z.array(PolicyAnswer).nullable(),
});
ConditionalAccessView.register(z.globalRegistry, {
  id: 'ConditionalAccess',
  description: 'The Conditional Access policies of a customer.',
});
