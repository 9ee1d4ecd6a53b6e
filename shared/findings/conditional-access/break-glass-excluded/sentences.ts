import { count, ObjectSample } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('conditional-access.break-glass-excluded', {
  'no-lockout': { message: 'No enabled policy for all users can lock anyone out.', values: {} },
  excluded: {
    message:
      '{accounts, plural, one {# account is} other {# accounts are}} excluded from {policies, plural, one {the policy} other {all # policies}} for all users: {names, list}.',
    values: { accounts: count, policies: count, names: ObjectSample },
  },
  'not-excluded': {
    message:
      'No account is excluded from {policies, plural, one {the policy} other {all # policies}} for all users, so everyone could be locked out.',
    values: { policies: count },
  },
});
