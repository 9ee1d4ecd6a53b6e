import type { z } from 'zod';
import { dateOf } from '#shared/kernel/clock.ts';
import { batchPerSubject, type SubjectResponse } from '../batch-per-subject.ts';
import { defineSurface, type GraphReader, type SurfaceSubject } from '../define-surface.ts';
import { isMissing, isRefusedByMailboxPolicy } from '../trouble.ts';
import { normalize } from './normalize.ts';
import { MailboxSettings, RawMailboxSettings } from './schema.ts';

type Answer = SubjectResponse<z.output<typeof RawMailboxSettings>>;

/** Undefined where the purpose could not be read: it is requested again in the next read. */
const factOf = (answer: Answer, now: Date, { leftOut }: GraphReader): MailboxSettings | undefined => {
  if (answer.ok) return normalize(answer.id, answer.value, now);
  const { id, error } = answer;
  if (isMissing(error)) return { userId: id, purpose: 'none', askedOn: dateOf(now) };
  if (isRefusedByMailboxPolicy(error)) {
    return { userId: id, purpose: 'refused', askedOn: dateOf(now) };
  }
  leftOut.object(error.code);
  return undefined;
};

export const mailboxSettings = defineSurface({
  id: 'mailbox-settings',
  title: 'Mailbox purposes',
  reference: 'https://learn.microsoft.com/graph/api/user-get-mailboxsettings',
  job: 'posture',
  features: ['mfa', 'threats'],
  throttleDomain: 'outlook',
  // The audience limits each mailbox to once a week. Looking for new mailboxes costs no request, and they are read at
  // once.
  everySeconds: 6 * 3600,
  accessOptions: [{ name: 'purpose', scopes: [['MailboxSettings.Read']], plans: ['EXCHANGE_S_*'] }],
  audience: 'mailboxes-without-purpose',
  after: ['users'],
  completeness: 'merge',
  fact: MailboxSettings,
  factVersion: 1,
  identify: (fact) => fact.userId,
  async *read(context) {
    const { graph, now } = context;
    const request = ({ id }: SurfaceSubject) => ({
      path: '/users/{id}/mailboxSettings',
      params: { id },
      query: { $select: 'userPurpose' },
    });
    for await (const answers of batchPerSubject(context, request, RawMailboxSettings))
      yield answers.flatMap((answer) => factOf(answer, now, graph) ?? []);
  },
  parts: { part: 'mailbox', isUnread: ({ purpose }) => purpose === 'refused' },
  mailboxPort: 'purpose',
  timeoutSeconds: 300,
});
