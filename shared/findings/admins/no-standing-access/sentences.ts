import { NamedObject, texts } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('admins.no-standing-access', {
  permanent: {
    message: '{user} holds {roles, list} permanently.',
    values: { user: NamedObject, roles: texts },
  },
  temporary: {
    message: '{user} activates the role when needed, or holds it until an end date.',
    values: { user: NamedObject },
  },
});
