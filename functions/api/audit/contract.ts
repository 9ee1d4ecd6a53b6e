import { z } from 'zod';
import { commaSeparated, List, listQuery, searchQuery, sortQuery } from '#shared/api/list.ts';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { AuditAction } from '#shared/kernel/audit-action.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { CustomerId, MemberId } from '#shared/kernel/ids.ts';
import { auditSorts } from './collect-audit-rows.ts';

export const AuditRowAnswer = z
  .object({
    seq: z.number().int(),
    at: Instant,
    action: z.string(),
    /** `operator` where the operator of the installation acted. */
    memberId: z.string(),
    /** The e-mail address, looked up on read. Null for the operator, and once the person has left the MSP. */
    memberName: z.string().nullable(),
    target: z.string(),
    customerId: z.string().optional(),
    /** Looked up on read. Null once the customer has been removed. */
    customerName: z.string().nullable().optional(),
    mailboxId: z.string().optional(),
    outcome: z.string(),
    /** Why a member changed the state of a finding, as they wrote it. */
    reason: z.string().optional(),
    requestId: z.string(),
    prevHash: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'AuditRow', description: 'What somebody did or tried to do, chained to the row before.' });

export const contract = apiContract({
  description: 'What was done and attempted in the MSP, with proof that the log is unchanged.',
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
      summary: 'Rows of the audit log. Members and viewers see their own.',
      ability: 'audit.read',
      query: z.strictObject({
        ...listQuery,
        ...searchQuery('the action, its target, its reason, the member or the customer'),
        ...sortQuery(auditSorts, 'The order.'),
        action: commaSeparated(AuditAction).optional(),
        customerId: CustomerId.optional(),
        memberId: MemberId.optional(),
        /** At or after this instant. */
        from: Instant.optional(),
        /** Before this instant. */
        to: Instant.optional(),
      }),
      response: {
        status: 200,
        body: List(AuditRowAnswer).meta({ id: 'AuditPage', description: 'A page of the audit log.' }),
      },
      errors: ['InvalidCursor'],
    },
    verifyAudit: {
      route: 'GET /v1/audit/verification',
      summary:
        'Recompute the hash chain from the first row to the head and compare it with the anchors outside the table',
      ability: 'audit.verify',
      leftOutOfEtag: ['verifiedAt'],
      response: {
        status: 200,
        body: z
          .object({
            intact: z.boolean(),
            /** Number of rows that verify, counted from the first one. */
            rows: z.number().int(),
            /** The first `seq` at which the chain breaks. */
            brokenAt: z.number().int().nullable(),
            reason: z
              .enum(['changed', 'missing', 'not-chained', 'not-as-anchored', 'unreadable', 'cut-off'])
              .nullable(),
            head: z.object({ seq: z.number().int(), hash: z.string() }),
            /**
             * The last row that an anchor outside the table confirms; an anchor is set every hour. Null: no anchor yet.
             * Later rows are protected by the chain alone: whoever rewrote all of them and the head would pass.
             */
            anchoredUpTo: z.number().int().nullable(),
            /** Anchors that were ignored because their signature is not ours. */
            anchorsRefused: z.number().int(),
            verifiedAt: Instant,
          })
          .meta({ id: 'AuditVerification', description: 'Whether the whole audit log is unchanged.' }),
      },
    },
  },
});
