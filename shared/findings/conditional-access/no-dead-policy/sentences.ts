import { z } from 'zod';
import { NamedObject } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('conditional-access.no-dead-policy', {
  dead: {
    message: 'Without {policy} every possible sign-in would be asked for the same.',
    values: { policy: NamedObject },
  },
  needed: {
    message:
      '{policy} {why, select, session {sets session controls, which no other policy replaces} sign-in-risk {answers risky sign-ins, which a policy without that condition does not} other {asks for something that no other policy asks for}}.',
    values: { policy: NamedObject, why: z.enum(['session', 'sign-in-risk', 'demand']) },
  },
  unknown: {
    message: 'There are too many combinations to know whether {policy} changes anything.',
    values: { policy: NamedObject },
  },
});
