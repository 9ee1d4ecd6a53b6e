import { NamedObject, text, texts } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('mailboxes.no-hiding-rules', {
  keywords: {
    message:
      '{ruleName, select, none {An inbox rule without a name} other {The inbox rule “{ruleName}”}} in the mailbox of {owner} hides mail about {keywords, list}.',
    values: { ruleName: text.nullable(), owner: NamedObject, keywords: texts },
  },
  name: {
    message:
      '{ruleName, select, none {An inbox rule without a name} other {The inbox rule “{ruleName}”}} in the mailbox of {owner} hides mail and has a name that says nothing.',
    values: { ruleName: text.nullable(), owner: NamedObject },
  },
});
