import { count, texts } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('connection.least-privilege', {
  'not-known': { message: 'The permissions of the application are not known.', values: {} },
  none: { message: 'The application holds no permission.', values: {} },
  'read-only': {
    message:
      'The application holds {permissions, plural, one {# permission, which is read-only} other {# permissions, all of them read-only}}.',
    values: { permissions: count },
  },
  writes: { message: 'The application can write with {permissions, list}.', values: { permissions: texts } },
});
