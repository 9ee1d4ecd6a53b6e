import { z } from 'zod';
import { count, ObjectSample, texts } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('conditional-access.legacy-auth-blocked', {
  blocked: {
    message:
      'Legacy authentication is blocked by {policies, plural, one {# policy} other {# policies}}: {names, list}.',
    values: { policies: count, names: texts },
  },
  'left-out': {
    message:
      '{users, plural, one {# user is} other {# users are}} not covered by the policy that blocks legacy authentication: {names, list}.',
    values: { users: count, names: ObjectSample },
  },
  'report-only': { message: 'The policy that blocks legacy authentication is in report-only mode.', values: {} },
  'not-blocked': { message: 'No policy blocks legacy authentication for all users.', values: {} },
  'security-defaults': { message: 'Security defaults block legacy authentication.', values: {} },
  clients: {
    message: 'The policy for all users does not block {clients, term, client}.',
    values: { clients: z.array(z.enum(['exchangeActiveSync', 'other'])).readonly() },
  },
});
