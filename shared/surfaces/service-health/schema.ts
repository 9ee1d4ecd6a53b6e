import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { RawId, RawNonBlankText, RawOptionalInstant, rawEnum, rawRequiredEnum } from '../raw.ts';

/** https://learn.microsoft.com/graph/api/resources/servicehealthissue#servicehealthstatus-values */
const statuses = [
  'serviceOperational',
  'investigating',
  'restoringService',
  'verifyingService',
  'serviceRestored',
  'postIncidentReviewPublished',
  'serviceDegradation',
  'serviceInterruption',
  'extendedRecovery',
  'falsePositive',
  'investigationSuspended',
  'resolved',
  'mitigatedExternal',
  'mitigated',
  'resolvedExternal',
  'confirmed',
  'reported',
] as const;
const RawStatus = rawEnum(...statuses);

/** As Graph sends it. https://learn.microsoft.com/graph/api/resources/servicehealthissue */
export const RawIssue = z.object({
  id: RawId,
  title: RawNonBlankText,
  service: z.string().min(1),
  feature: RawNonBlankText,
  classification: rawRequiredEnum('incident', 'advisory'),
  status: RawStatus,
  isResolved: z.boolean(),
  impactDescription: RawNonBlankText,
  startDateTime: RawOptionalInstant,
  lastModifiedDateTime: RawOptionalInstant,
});

/** https://learn.microsoft.com/graph/api/resources/servicehealth */
export const RawService = z.object({ id: RawId, service: z.string().min(1), status: RawStatus });

const Status = z.enum([...statuses, 'unknown']);

/** An issue that Microsoft has not resolved. */
const Issue = z.object({
  kind: z.literal('issue'),
  /** The same id in every affected tenant. */
  issueId: z.string(),
  title: z.string(),
  service: z.string(),
  feature: z.string().nullable(),
  classification: z.enum(['incident', 'advisory', 'unknown']),
  status: Status,
  impact: z.string().nullable(),
  startedAt: Instant.nullable(),
  updatedAt: Instant.nullable(),
});

const Service = z.object({ kind: z.literal('service'), serviceId: z.string(), name: z.string(), status: Status });

/** The fact: open issues of the tenant's services, and the status of each service. */
export const ServiceHealth = z.discriminatedUnion('kind', [Issue, Service]);
export type ServiceHealth = z.output<typeof ServiceHealth>;
