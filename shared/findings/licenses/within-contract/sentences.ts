import { count, Money, NamedObject, text } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('licenses.within-contract', {
  within: {
    message:
      '{inUse, plural, one {# license of {product} is} other {# licenses of {product} are}} in use, and {billed, plural, one {# is} other {# are}} billed.',
    values: { product: NamedObject, inUse: count, billed: count },
  },
  uncontracted: {
    message:
      '{inUse, plural, one {# license of {product} is} other {# licenses of {product} are}} in use, {uncontracted, number} more than the {billed, number} that the contract bills{cost, select, none {; no price is set for it} other {, at a list price of {cost, money} a year}}.',
    values: { product: NamedObject, inUse: count, uncontracted: count, billed: count, cost: Money.nullable() },
  },
  'no-contract': { message: 'No contract is stored for the customer.', values: {} },
  'not-known': { message: 'The contract cannot be compared: {why}.', values: { why: text } },
});
