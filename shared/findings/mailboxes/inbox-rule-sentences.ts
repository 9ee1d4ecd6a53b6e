import { z } from 'zod';
import { count } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const inboxRuleSentence = defineSentences('mailboxes.inbox-rules', {
  'mailboxes-not-known': {
    message: 'The list of mailboxes is not known because {surface, term, surface} could not be read.',
    values: { surface: z.enum(['users', 'mailbox-settings']) },
  },
  'mailboxes-unread': {
    message: 'The rules of {mailboxes, plural, one {# mailbox} other {# mailboxes}} could not be read completely.',
    values: { mailboxes: count },
  },
  'none-forwards': {
    message: 'No rule in {mailboxes, plural, one {# mailbox} other {# mailboxes}} sends mail outside the organization.',
    values: { mailboxes: count },
  },
  'none-hides': {
    message: 'No rule in {mailboxes, plural, one {# mailbox} other {# mailboxes}} hides mail.',
    values: { mailboxes: count },
  },
});
