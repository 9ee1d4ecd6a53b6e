import { count, flag, text } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('passwords.never-expire', {
  'no-domain': { message: 'No verified domain keeps its passwords in Microsoft Entra ID.', values: {} },
  never: { message: 'Passwords of {domain} never expire.', values: { domain: text } },
  expire: {
    message:
      'Passwords of {domain} expire after {days, plural, one {# day} other {# days}}{isDefault, select, yes {, which is the default of Microsoft} other {}}.',
    values: { domain: text, days: count, isDefault: flag },
  },
});
