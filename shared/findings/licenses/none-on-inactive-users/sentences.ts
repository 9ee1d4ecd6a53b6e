import { z } from 'zod';
import { count, date, Money, NamedObject } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('licenses.none-on-inactive-users', {
  inactive: {
    message:
      '{user} was last active on {lastOn, date} and holds {product}{cost, select, none {; no price is set for it} other {, at a list price of {cost, money} a year}}.',
    values: { user: NamedObject, product: NamedObject, cost: Money.nullable(), lastOn: date },
  },
  'never-active': {
    message:
      '{user} has never been active and holds {product}{cost, select, none {; no price is set for it} other {, at a list price of {cost, money} a year}}.',
    values: { user: NamedObject, product: NamedObject, cost: Money.nullable() },
  },
  active: {
    message: '{user} was active within {days, plural, one {# day} other {# days}}, or does not have to be.',
    values: { user: NamedObject, days: count },
  },
  unread: {
    message:
      'Sign-ins could not be read, and {usage, select, concealed {user names are hidden in the usage reports of this tenant} other {the usage reports could not be read}}.',
    values: { usage: z.enum(['concealed', 'unread']) },
  },
});
