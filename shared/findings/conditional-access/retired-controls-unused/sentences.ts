import { z } from 'zod';
import { NamedObject } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('conditional-access.retired-controls-unused', {
  unused: {
    message: '{policy} rests on no control that Microsoft has retired.',
    values: { policy: NamedObject },
  },
  used: {
    message:
      '{policy} rests on {control, select, custom {a custom control, which counts as no multifactor authentication and goes away in 2027} other {"Require approved client app", which Microsoft retired in June 2026}}.',
    values: { policy: NamedObject, control: z.enum(['custom', 'approved-client-app']) },
  },
});
