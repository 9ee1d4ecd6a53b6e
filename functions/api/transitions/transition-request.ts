import { z } from 'zod';
import { FindingArea } from '#shared/book/finding-filters.ts';
import { findings } from '#shared/findings/index.ts';
import { FindingState } from '#shared/judging/finding-row.ts';
import { MoveTarget } from '#shared/judging/transition.ts';
import { CustomerId, MemberId } from '#shared/kernel/ids.ts';
import { Text, TextLine } from '#shared/kernel/text.ts';
import { Severity } from '#shared/kernel/verdict.ts';

/**
 * The reason is stored in the audit log for good. It may contain no e-mail address, which could not be erased without
 * breaking the hash chain.
 */
const Reason = Text.trim()
  .min(1, 'say why, in a few words')
  .max(500)
  .refine(
    (text) => !/[^\s@]@[^\s@.]+\.\S/.test(text),
    'a reason is stored for good, so it must not contain an e-mail address; write a note instead',
  )
  .meta({
    id: 'TransitionReason',
    description: 'Why. It is stored in the audit log for good and may contain no e-mail address.',
  });

const expiryFormat = 'must be a date or an instant, such as 2026-12-24 or 2026-12-24T17:00:00Z';
/** A date stands for its start in UTC. */
const Expiry = TextLine.meta({
  id: 'TransitionExpiry',
  format: 'date-time',
  description:
    'When it ends: an instant or a date, which stands for its start in UTC. At most 90 days for a mute, 12 months for an accepted risk.',
}).transform((text, context) => {
  if (z.union([z.iso.date(), z.iso.datetime({ offset: true })]).safeParse(text).success) {
    return new Date(text).toISOString();
  }
  context.addIssue({ code: 'custom', message: expiryFormat });
  return z.NEVER;
});

const Approver = TextLine.min(1, 'name who accepts the risk')
  .max(200)
  .meta({ description: 'Who accepts the risk, usually somebody of the customer.' });

const onlySuppressed = z.never('only a muted or risk-accepted finding has an expiry').optional();
const onlyAccepted = z.never('only an accepted risk has an approver').optional();

const TicketUrl = TextLine.max(1000)
  .pipe(z.url({ protocol: /^https$/, error: 'must be a web address that begins with https://' }))
  .meta({ format: 'uri', description: 'The page of the ticket; https only.' });

const TicketReference = z
  .strictObject({
    system: TextLine.min(1).max(40).meta({ description: 'The system that the ticket is in, such as ConnectWise.' }),
    id: TextLine.min(1).max(100).meta({ description: 'The number or id of the ticket in that system.' }),
    url: TicketUrl.nullable().default(null),
  })
  .meta({ id: 'TicketReference', description: 'A ticket in the system that the MSP works in.' });

const edits = {
  assigneeId: MemberId.nullable().optional().meta({
    id: 'AssigneeChange',
    description: 'The member who works on it; null for nobody. Absent, it stays as it is.',
  }),
  note: Text.trim().min(1).max(2_000).nullable().optional().meta({
    id: 'NoteChange',
    description:
      'What members write on the finding; null removes it. Erasing a person removes notes with their address.',
  }),
  ticket: TicketReference.nullable()
    .optional()
    .meta({ id: 'TicketChange', description: 'The ticket in the system that the MSP works in; null removes it.' }),
} as const;

const atLeastOneEdit = 'send to, assigneeId, note or ticket';
const isEdit = (body: { readonly [Field in keyof typeof edits]?: unknown }): boolean =>
  body.assigneeId !== undefined || body.note !== undefined || body.ticket !== undefined;
/** The same in the document. */
const required = (field: string) => ({ required: [field], properties: { [field]: {} } });
const documentedEdit = { anyOf: Object.keys(edits).map(required) };

const state = <const State extends z.output<typeof MoveTarget>>(to: State) => z.literal(to);
const unknownTarget = `must be one of ${MoveTarget.options.join(', ')}; only an evaluation resolves a finding`;

const worked = {
  to: MoveTarget.extract(['acknowledged', 'in-progress', 'open']),
  reason: Reason.optional(),
  until: onlySuppressed,
  approver: onlyAccepted,
} as const;
const muted = { to: state('muted'), reason: Reason, until: Expiry, approver: onlyAccepted } as const;
const accepted = { to: state('risk-accepted'), reason: Reason, until: Expiry, approver: Approver } as const;
/** Without a target, the state stays as it is. */
const unmoved = { to: z.undefined().optional().meta({ not: {} }), reason: Reason.optional() } as const;

/** The fields that each target state takes. */
export const TransitionRequest = z
  .discriminatedUnion(
    'to',
    [
      z.strictObject({ ...worked, ...edits }),
      z.strictObject({ ...muted, ...edits }),
      z.strictObject({ ...accepted, ...edits }),
      z
        .strictObject({ ...unmoved, ...edits })
        .refine(isEdit, { path: ['to'], error: atLeastOneEdit })
        .meta(documentedEdit),
    ],
    unknownTarget,
  )
  .meta({ id: 'Transition', description: 'A new state of a finding, its assignee, note or ticket.' });

/** The largest number of findings that one request changes. */
export const maxFindings = 1_000;

const FindingKey = Text.min(1).max(200);
const several = <Value extends z.ZodType>(value: Value) => z.array(value).min(1).max(50).optional();

export const TransitionFilter = z
  .strictObject({
    customerId: CustomerId.optional(),
    state: several(FindingState.exclude(['resolved'])),
    severity: several(Severity),
    area: several(FindingArea),
    findingId: several(z.enum(findings.map(({ id }) => id))),
    isNew: z.boolean().optional(),
    q: TextLine.min(1).max(100).optional(),
  })
  .meta({
    id: 'FindingFilter',
    description: 'Which findings of the book; all of these must hold. Without `state`, open findings.',
  });

const selections = {
  findingKeys: z
    .array(FindingKey)
    .min(1)
    .max(maxFindings)
    .transform((keys) => [...new Set(keys)])
    .optional()
    .meta({ id: 'FindingKeys', description: 'Which findings, by their keys.' }),
  filter: TransitionFilter.optional(),
} as const;

const oneSelection = 'send findingKeys or filter, not both';
type Selection = { readonly [Field in keyof typeof selections]?: unknown };
const isOneSelection = ({ findingKeys, filter }: Selection): boolean =>
  (findingKeys === undefined) !== (filter === undefined);
const documentedSelection = { oneOf: Object.keys(selections).map(required) };

const bulk = <Shape extends z.core.$ZodLooseShape>(shape: Shape, documented: object = {}) =>
  z
    .strictObject({ ...selections, ...shape, ...edits })
    .refine(isOneSelection, { path: ['findingKeys'], error: oneSelection })
    .meta({ ...documentedSelection, ...documented });

export const TransitionsRequest = z
  .discriminatedUnion(
    'to',
    [
      bulk(worked),
      bulk(muted),
      bulk(accepted),
      bulk(unmoved, documentedEdit).refine(isEdit, { path: ['to'], error: atLeastOneEdit }),
    ],
    unknownTarget,
  )
  .meta({ id: 'Transitions', description: 'One change of many findings, by their keys or by a filter.' });
export type TransitionsRequest = z.output<typeof TransitionsRequest>;
