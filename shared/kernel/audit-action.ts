import { z } from 'zod';

/** The object, a dot, and what happened to it. */
const actions = [
  'break-glass.marked',
  'connection.changed',
  'connection.created',
  'connection.removed',
  'consent.asked',
  'consent.given',
  'contract.changed',
  'contract.removed',
  'credential.replaced',
  'customer.changed',
  'customer.created',
  'customer.erased',
  'customer.removed',
  'event-body.read',
  'finding.acknowledged',
  'finding.edited',
  'finding.in-progress',
  'finding.muted',
  'finding.opened',
  'finding.risk-accepted',
  'findings.exported',
  'member.code-issued',
  'member.invited',
  'member.left',
  'member.made-admin',
  'member.made-member',
  'member.made-viewer',
  'member.removed',
  'message-body.read',
  'msp.created',
  'msp.removed',
  'person.erased',
  'prices.changed',
  'publisher-app.changed',
  'publisher-app.removed',
  'token.created',
  'token.revoked',
  'token.used',
  'tool.called',
  'tool.used',
] as const;

/** What the audit log records. */
export const AuditAction = z.enum(actions, 'must be an action of the audit log, such as member.invited');
export type AuditAction = z.output<typeof AuditAction>;
