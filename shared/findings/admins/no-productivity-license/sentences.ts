import { NamedObject, texts } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('admins.no-productivity-license', {
  licensed: {
    message: '{user} holds {roles, list} and a license for {products, list}.',
    values: { user: NamedObject, roles: texts, products: texts },
  },
  unlicensed: {
    message: '{user} has no license for a mailbox or the Office apps.',
    values: { user: NamedObject },
  },
});
