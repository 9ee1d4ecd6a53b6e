import { z } from 'zod';
import { flag, NamedObject } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('users.none-at-risk', {
  'at-risk': {
    message:
      'Microsoft rates the risk of {user} as {level, term, level}{confirmed, select, yes {, and an administrator confirmed the account as compromised} other {}}.',
    values: { user: NamedObject, level: z.enum(['high', 'medium', 'low', 'unknown']), confirmed: flag },
  },
});
