import { z } from 'zod';
import { normalizeAddress } from '#shared/kernel/domain.ts';
import { TextLine } from '#shared/kernel/text.ts';

/** The e-mail address of a person, normalized. The error message repeats no part of the address. */
export const Email = TextLine.max(254)
  .meta({ format: 'email' })
  .transform((text, context) => {
    const address = normalizeAddress(text);
    if (address !== undefined) return address;
    context.addIssue({ code: 'custom', message: 'must be an e-mail address, such as name@msp.example' });
    return z.NEVER;
  });
