import { z } from 'zod';
import { count } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const enforcementSentence = defineSentences('mfa.enforcement', {
  'security-defaults': { message: 'Security defaults require multi-factor authentication.', values: {} },
  nobody: {
    message:
      'There are no {group, select, administrators {administrators} other {users}} whose multi-factor authentication counts.',
    values: { group: z.enum(['users', 'administrators']) },
  },
  enforced: {
    message:
      'Multi-factor authentication is enforced for {enforced, number} of {of, plural, one {# {group, select, administrators {administrator} other {user}}} other {# {group, select, administrators {administrators} other {users}}}}{weakPolicies, plural, =0 {} one {; # more policy requires it with gaps} other {; # more policies require it with gaps}}.',
    values: { enforced: count, of: count, group: z.enum(['users', 'administrators']), weakPolicies: count },
  },
});
