import { count, NamedObject } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('conditional-access.references-resolve', {
  users: {
    message: '{policy} names {users, plural, one {# user that no longer exists} other {# users that no longer exist}}.',
    values: { policy: NamedObject, users: count },
  },
  groups: {
    message:
      '{policy} names {groups, plural, one {# group that no longer exists} other {# groups that no longer exist}}.',
    values: { policy: NamedObject, groups: count },
  },
  'users-and-groups': {
    message:
      '{policy} names {users, plural, one {# user} other {# users}} and {groups, plural, one {# group} other {# groups}} that no longer exist.',
    values: { policy: NamedObject, users: count, groups: count },
  },
  resolved: { message: '{policy} names only users and groups that exist.', values: { policy: NamedObject } },
});
