import { count, flag } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('passwords.banned-list-and-lockout', {
  'not-set': { message: 'Neither a list of banned passwords nor a lockout is set.', values: {} },
  weak: {
    message:
      '{hasList, select, yes {A list of banned passwords is enforced} other {No list of banned passwords is enforced}}; an account is locked {attempts, select, none {after an unknown number of attempts} other {after {attempts, plural, one {# attempt} other {# attempts}}}} {seconds, select, none {for an unknown time} other {for {seconds, plural, one {# second} other {# seconds}}}}.',
    values: { hasList: flag, attempts: count.nullable(), seconds: count.nullable() },
  },
  strong: {
    message:
      '{words, plural, one {# word is} other {# words are}} banned from passwords, and accounts are locked in time.',
    values: { words: count },
  },
});
