import { z } from 'zod';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('auth-methods.number-matching-on', {
  'app-off': { message: 'Microsoft Authenticator is turned off in this tenant.', values: {} },
  'no-number': { message: 'Sign-in requests in Microsoft Authenticator are approved without a number.', values: {} },
  'context-hidden': {
    message: 'Sign-in requests in Microsoft Authenticator do not show {hidden, term, context}.',
    values: { hidden: z.array(z.enum(['application', 'location'])).readonly() },
  },
  'unknown-state': { message: 'Microsoft Graph returns an unknown state of number matching.', values: {} },
  on: {
    message:
      'Sign-in requests in Microsoft Authenticator ask for a number and can show the application and the location.',
    values: {},
  },
});
