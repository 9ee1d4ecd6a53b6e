import { z } from 'zod';
import { Money, NamedObject, texts } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('licenses.right-sized', {
  oversized: {
    message:
      '{user} holds {product}, and {plans, list} would be enough{cost, select, none {; no price is set for it} other {, which would save {cost, money} a year at list price}}.',
    values: { user: NamedObject, product: NamedObject, cost: Money.nullable(), plans: texts },
  },
  fits: {
    message: 'No cheaper plan with a price covers what {user} needs of {product}.',
    values: { user: NamedObject, product: NamedObject },
  },
  unread: {
    message:
      '{usage, select, concealed {User names are hidden in the usage reports of this tenant} other {The usage reports could not be read}}.',
    values: { usage: z.enum(['concealed', 'unread']) },
  },
});
