import { z } from 'zod';
import { defineSentences } from '#shared/kernel/sentence.ts';

/** Methods that a SIM swap defeats. */
export const weakMethods = ['sms', 'voice'] as const;

export const sentence = defineSentences('auth-methods.weak-methods-off', {
  everyone: {
    message: 'Every user can sign in with {methods, term, method}.',
    values: { methods: z.array(z.enum(weakMethods)).readonly() },
  },
  some: {
    message: 'Some users can sign in with {methods, term, method}.',
    values: { methods: z.array(z.enum(weakMethods)).readonly() },
  },
  off: { message: 'No user can sign in with SMS or voice calls.', values: {} },
  'unknown-state': { message: 'Microsoft Graph returns an unknown state of SMS or voice calls.', values: {} },
});
