import { Money, NamedObject } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('licenses.none-on-disabled-users', {
  disabled: {
    message:
      'The account of {user} is disabled and holds {product}{cost, select, none {; no price is set for it} other {, at a list price of {cost, money} a year}}.',
    values: { user: NamedObject, product: NamedObject, cost: Money.nullable() },
  },
  enabled: { message: 'The account of {user} is not disabled.', values: { user: NamedObject } },
  excepted: {
    message: 'The account of {user} may hold {product} while it is disabled.',
    values: { user: NamedObject, product: NamedObject },
  },
});
