import { count } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('consent.admin-workflow-enabled', {
  off: { message: 'Users cannot ask an administrator for an application.', values: {} },
  'nobody-answers': { message: 'Users can ask for an application, and no reviewer is named.', values: {} },
  on: {
    message:
      'Users can ask for an application, and {reviewers, plural, one {# reviewer is} other {# reviewers are}} named.',
    values: { reviewers: count },
  },
});
