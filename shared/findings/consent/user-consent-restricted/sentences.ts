import { texts } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('consent.user-consent-restricted', {
  none: { message: 'Users cannot consent to any application.', values: {} },
  any: { message: 'Users can consent to any application.', values: {} },
  some: { message: 'Users can consent to {left, term, consent}.', values: { left: texts } },
});
