import { count } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('mfa.phishing-resistant-for-admins', {
  nobody: { message: 'There are no administrators whose multi-factor authentication counts.', values: {} },
  none: { message: 'No policy requires a phishing-resistant method of any administrator.', values: {} },
  some: {
    message:
      'A phishing-resistant method is required of {required, number} of {of, plural, one {# administrator} other {# administrators}}.',
    values: { required: count, of: count },
  },
  unknown: {
    message:
      'It is not known for {unknown, number} of {of, plural, one {# administrator} other {# administrators}} whether a phishing-resistant method is required.',
    values: { unknown: count, of: count },
  },
  all: {
    message:
      'A phishing-resistant method is required of {of, plural, one {the only administrator} other {all # administrators}}.',
    values: { of: count },
  },
});
