import { NamedObject, texts } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const capabilitySentence = defineSentences('mfa.capability', {
  capable: { message: '{user} can use multi-factor authentication.', values: { user: NamedObject } },
  'not-registered': {
    message: '{user} has registered no method of multi-factor authentication.',
    values: { user: NamedObject },
  },
  'not-allowed': {
    message:
      '{user} has registered {methods, term, registered}, which the tenant does not allow for multi-factor authentication.',
    values: { user: NamedObject, methods: texts },
  },
  'admin-not-registered': {
    message: '{user} holds {roles, list} and has registered no method of multi-factor authentication.',
    values: { user: NamedObject, roles: texts },
  },
  'admin-not-allowed': {
    message:
      '{user} holds {roles, list} and has registered {methods, term, registered}, which the tenant does not allow for multi-factor authentication.',
    values: { user: NamedObject, roles: texts, methods: texts },
  },
  'not-listed': { message: 'The registration report does not list {user} yet.', values: { user: NamedObject } },
});
