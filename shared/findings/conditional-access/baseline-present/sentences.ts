import { count } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('conditional-access.baseline-present', {
  'security-defaults': { message: 'Security defaults are turned on.', values: {} },
  enabled: {
    message:
      '{policies, plural, one {# Conditional Access policy is} other {# Conditional Access policies are}} enabled.',
    values: { policies: count },
  },
  'report-only': {
    message:
      'Security defaults are turned off, and {policies, plural, one {# Conditional Access policy is} other {# Conditional Access policies are}} in report-only mode.',
    values: { policies: count },
  },
  nothing: { message: 'Security defaults are turned off, and no Conditional Access policy is enabled.', values: {} },
});
