import { z } from 'zod';
import { count, date, NamedObject } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('apps.credentials-short-lived', {
  expired: {
    message: 'A {kind, select, certificate {certificate} other {client secret}} of {app} expired on {on, date}.',
    values: { kind: z.enum(['secret', 'certificate']), app: NamedObject, on: date },
  },
  expiring: {
    message: 'A {kind, select, certificate {certificate} other {client secret}} of {app} expires on {on, date}.',
    values: { kind: z.enum(['secret', 'certificate']), app: NamedObject, on: date },
  },
  'long-lived': {
    message: 'A client secret of {app} is valid for more than {days, plural, one {# day} other {# days}}.',
    values: { app: NamedObject, days: count },
  },
  'short-lived': {
    message: 'The credentials of {app} are short-lived and do not expire soon.',
    values: { app: NamedObject },
  },
});
