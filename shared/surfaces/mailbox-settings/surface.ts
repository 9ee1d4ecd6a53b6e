import { dateOf } from '#shared/kernel/clock.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import { batchPerSubject } from '../batch-per-subject.ts';
import { type BatchAnswer, defineSurface, type SurfaceSubject } from '../define-surface.ts';
import { parseRaw } from '../raw.ts';
import { normalize } from './normalize.ts';
import { MailboxSettings, RawMailboxSettings } from './schema.ts';

/**
 * "No mailbox" and "denied by a mailbox policy" are results of one mailbox. A refusal of the application, or a fault,
 * stops the read.
 */
const factOf = (answer: BatchAnswer, now: Date): MailboxSettings => {
  if (answer.ok) return normalize(answer.id, parseRaw(RawMailboxSettings, answer.body), now);
  const { id, error } = answer;
  if (isAppError(error, 'MailboxNotFound', 'NotFound')) return { userId: id, purpose: 'none', askedOn: dateOf(now) };
  if (isAppError(error, 'NeedsAccess') && error.details['byMailboxPolicy'] === true) {
    return { userId: id, purpose: 'refused', askedOn: dateOf(now) };
  }
  throw error;
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
  async *read({ graph, audience, now }) {
    const request = ({ id }: SurfaceSubject) => ({
      path: '/users/{id}/mailboxSettings',
      params: { id },
      query: { $select: 'userPurpose' },
    });
    for await (const answers of batchPerSubject(graph, audience, request))
      yield answers.map((answer) => factOf(answer, now));
  },
  parts: { part: 'mailbox', isUnread: ({ purpose }) => purpose === 'refused' },
  mailboxPort: 'purpose',
  timeoutSeconds: 300,
});
