import { NamedObject, texts } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('apps.no-retired-protocols', {
  ews: {
    message:
      '{app} may use Exchange Web Services with {permissions, list}; Microsoft ends this protocol in April 2027.',
    values: { app: NamedObject, permissions: texts },
  },
  none: { message: '{app} holds no permission for Exchange Web Services.', values: { app: NamedObject } },
});
