import { count, NamedObject, texts } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('admins.none-stale', {
  idle: {
    message: '{user} has not signed in for {days, plural, one {# day} other {# days}} and holds {roles, list}.',
    values: { user: NamedObject, days: count, roles: texts },
  },
  'never-signed-in': {
    message: '{user} has never signed in and holds {roles, list}.',
    values: { user: NamedObject, roles: texts },
  },
  active: {
    message: '{user} signed in within the last {days, plural, one {# day} other {# days}}.',
    values: { user: NamedObject, days: count },
  },
  'not-on-record': {
    message: 'No successful sign-in of {user} is on record.',
    values: { user: NamedObject },
  },
  unread: {
    message: 'Sign-ins could not be read because the permission AuditLog.Read.All is not granted.',
    values: {},
  },
});
