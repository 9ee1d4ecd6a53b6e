import { NamedObject, text, texts } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('mailboxes.no-external-forwarding', {
  off: {
    message:
      '{ruleName, select, none {An inbox rule without a name} other {The inbox rule “{ruleName}”}} in the mailbox of {owner} forwards mail to {addresses, list} and is turned off.',
    values: { ruleName: text.nullable(), owner: NamedObject, addresses: texts },
  },
  hides: {
    message:
      '{ruleName, select, none {An inbox rule without a name} other {The inbox rule “{ruleName}”}} in the mailbox of {owner} forwards mail to {addresses, list} and hides it from the owner.',
    values: { ruleName: text.nullable(), owner: NamedObject, addresses: texts },
  },
  'some-mail': {
    message:
      '{ruleName, select, none {An inbox rule without a name} other {The inbox rule “{ruleName}”}} in the mailbox of {owner} forwards some mail to {addresses, list}.',
    values: { ruleName: text.nullable(), owner: NamedObject, addresses: texts },
  },
  'all-mail': {
    message:
      '{ruleName, select, none {An inbox rule without a name} other {The inbox rule “{ruleName}”}} in the mailbox of {owner} forwards all mail to {addresses, list}.',
    values: { ruleName: text.nullable(), owner: NamedObject, addresses: texts },
  },
});
