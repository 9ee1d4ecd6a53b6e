import { z } from 'zod';
import { normalizeAddress } from '#shared/kernel/domain.ts';

/** An address of a person, normalized. The message names neither the address nor a part of it. */
export const Email = z
  .string()
  .max(254)
  .meta({ format: 'email' })
  .transform((text, context) => {
    const address = normalizeAddress(text);
    if (address !== undefined) return address;
    context.addIssue({ code: 'custom', message: 'an e-mail address is wanted, such as name@msp.example' });
    return z.NEVER;
  });
