import { z } from 'zod';
import { count, ObjectSample } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

const risks = z.array(z.enum(['sign-in risk', 'user risk'])).readonly();

export const sentence = defineSentences('conditional-access.risk-policies-enforced', {
  both: { message: 'Policies for all users act on sign-in risk and on user risk.', values: {} },
  missing: {
    message: 'No policy for all users acts on {risks, term, risk}.',
    values: { risks },
  },
  'left-out': {
    message:
      '{users, plural, one {# user is} other {# users are}} not covered by the policies that act on {partial, term, risk}: {names, list}.',
    values: { partial: risks, users: count, names: ObjectSample },
  },
  'missing-and-left-out': {
    message:
      'No policy for all users acts on {risks, term, risk}, and {users, plural, one {# user is} other {# users are}} not covered by the policy that acts on {partial, term, risk}: {names, list}.',
    values: { risks, partial: risks, users: count, names: ObjectSample },
  },
});
