import { NamedObject, texts } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('admins.cloud-only', {
  synchronized: {
    message: '{user} is synchronized from an on-premises directory and holds {roles, list}.',
    values: { user: NamedObject, roles: texts },
  },
  'cloud-only': { message: '{user} is a cloud-only account.', values: { user: NamedObject } },
});
