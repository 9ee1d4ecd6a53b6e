import { count, NamedObject } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('mailboxes.shared-sign-in-blocked', {
  enabled: { message: 'The account of the shared mailbox {mailbox} can sign in.', values: { mailbox: NamedObject } },
  blocked: {
    message: 'The account of the shared mailbox {mailbox} is blocked from signing in.',
    values: { mailbox: NamedObject },
  },
  'purpose-unread': {
    message: 'The purpose of {mailboxes, plural, one {# mailbox} other {# mailboxes}} could not be read.',
    values: { mailboxes: count },
  },
});
