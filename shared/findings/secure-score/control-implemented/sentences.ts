import { NamedObject, quantity } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('secure-score.control-implemented', {
  points: {
    message:
      '{points, plural, one {# point} other {# points}}{max, select, none {} other { of {max, number}}} can be gained with this action: {control}.',
    values: { points: quantity, max: quantity.nullable(), control: NamedObject },
  },
  complete: { message: 'This action has its full score: {control}.', values: { control: NamedObject } },
  'no-score': { message: 'The tenant has no Secure Score yet.', values: {} },
});
