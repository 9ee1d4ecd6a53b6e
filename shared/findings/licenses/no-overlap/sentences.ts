import { Money, NamedObject } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('licenses.no-overlap', {
  covered: {
    message:
      '{user} holds {product}, all of which {coveredBy} covers{cost, select, none {; no price is set for it} other {, at a list price of {cost, money} a year}}.',
    values: { user: NamedObject, product: NamedObject, cost: Money.nullable(), coveredBy: NamedObject },
  },
  needed: {
    message: 'No other license of {user} covers all of {product}.',
    values: { user: NamedObject, product: NamedObject },
  },
});
