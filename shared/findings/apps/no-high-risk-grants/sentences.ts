import { NamedObject, texts } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('apps.no-high-risk-grants', {
  takeover: {
    message: '{app} can take over the tenant with {grants, list}.',
    values: { app: NamedObject, grants: texts },
  },
  'tenant-wide': {
    message: '{app} can read the mail or files of all users with {permissions, list}.',
    values: { app: NamedObject, permissions: texts },
  },
  harmless: { message: '{app} holds no high-risk permission or role.', values: { app: NamedObject } },
});
