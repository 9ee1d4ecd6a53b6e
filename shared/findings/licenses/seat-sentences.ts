import { z } from 'zod';
import { NamedObject, text } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const seatSentence = defineSentences('licenses.seat', {
  'counted-elsewhere': {
    message: '{product} of {user} is counted under {class, term, waste}.',
    values: {
      user: NamedObject,
      product: NamedObject,
      class: z.enum(['disabled', 'inactive', 'overlap', 'right-sizing']),
    },
  },
  'not-known': {
    message: 'It is not known whether {user} needs {product}: {why}.',
    values: { user: NamedObject, product: NamedObject, why: text },
  },
  excepted: {
    message: '{user} may hold {product}: {exception, term, exception}.',
    values: { user: NamedObject, product: NamedObject, exception: text },
  },
});
