import { z } from 'zod';
import { List, listQuery } from '#shared/api/list.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { MemberId } from '#shared/kernel/ids.ts';
import { apiContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';

export const AuditRowAnswer = z
  .object({
    seq: z.number().int(),
    at: Instant,
    action: z.string(),
    /** `operator` for what the one who runs the installation did. */
    memberId: z.string(),
    /** Joined when it is read; null where the person is a member no more. */
    memberEmail: z.string().nullable(),
    target: z.string(),
    customerId: z.string().optional(),
    /** Joined when it is read; null where the customer is gone. */
    customerName: z.string().nullable().optional(),
    mailboxId: z.string().optional(),
    outcome: z.string(),
    /** Why a finding was moved, in the words of whoever moved it. */
    reason: z.string().optional(),
    requestId: z.string(),
    prevHash: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'AuditRow' });

export const contract = apiContract({
  description: 'What was done and tried in the MSP, and the proof that nothing of it was changed.',
  environment: Environment.pick({
    STAGE: true,
    TABLE_NAME: true,
    CURSOR_KEY_ID: true,
    AUDIT_ANCHOR_KEY_ID: true,
    AUDIT_ANCHOR_LOG_GROUP: true,
  }),
  access: { table: 'read', audit: 'read', keys: ['cursor', 'audit-anchor'], anchors: 'read' },
  timeoutSeconds: 29,
  memoryMegabytes: 512,
  operations: {
    listAuditRows: {
      route: 'GET /v1/audit',
      summary: 'Rows, newest first; a member and a viewer see their own',
      ability: 'audit.read',
      query: z.strictObject({
        ...listQuery,
        action: z.string().min(1).max(100).optional(),
        memberId: MemberId.optional(),
        /** At or after this instant. */
        from: Instant.optional(),
        /** Before this instant. */
        to: Instant.optional(),
      }),
      response: { status: 200, body: List(AuditRowAnswer) },
      errors: ['InvalidCursor'],
    },
    verifyAudit: {
      route: 'GET /v1/audit/verification',
      summary: 'Recompute the chain from the first row to the head, and hold it against the anchors outside the table',
      ability: 'audit.verify',
      response: {
        status: 200,
        body: z.object({
          whole: z.boolean(),
          /** How many rows hold, counted from the first. */
          rows: z.number().int(),
          /** The first number at which the chain does not hold. */
          brokenAt: z.number().int().nullable(),
          reason: z.enum(['changed', 'missing', 'not-chained', 'not-as-anchored', 'unreadable', 'cut-off']).nullable(),
          head: z.object({ seq: z.number().int(), hash: z.string() }),
          /**
           * Up to which row the chain is also held by an anchor outside the table, set every hour. Rows after it, or all of them where it is null,
           * are held by the chain alone: rewritten as a whole, head included, they would pass.
           */
          anchoredUpTo: z.number().int().nullable(),
          /** Anchors that were left out, because their signature is not ours. */
          anchorsRefused: z.number().int(),
          verifiedAt: Instant,
        }),
      },
    },
  },
});
