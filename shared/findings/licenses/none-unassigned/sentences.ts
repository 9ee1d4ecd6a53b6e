import { count, Money, NamedObject, text } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('licenses.none-unassigned', {
  'not-held': { message: 'No user can hold a license of this product: {why}.', values: { why: text } },
  'not-billed': { message: 'Nobody pays for licenses of {product}.', values: { product: NamedObject } },
  assigned: { message: 'Every license of {product} is assigned.', values: { product: NamedObject } },
  unassigned: {
    message:
      '{unassigned, number} of {paid, plural, one {# license} other {# licenses}} of {product} {unassigned, plural, one {is} other {are}} unassigned{cost, select, none {; no price is set for it} other {, at a list price of {cost, money} a year}}.',
    values: { product: NamedObject, unassigned: count, paid: count, cost: Money.nullable() },
  },
});
