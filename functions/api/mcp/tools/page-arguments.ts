import { z } from 'zod';
import { Text } from '#shared/kernel/text.ts';

/** The arguments of every list. A page is small, because an assistant reads all of it. */
export const pageArguments = {
  limit: z.int().min(1).max(50).default(20),
  cursor: Text.min(1)
    .max(2048)
    .optional()
    .meta({ description: 'nextCursor of the page before, with the same arguments.' }),
} as const;

export const nextCursor = z.string().nullable().meta({ description: 'Null on the last page.' });

/** The query of a page, for the use case of a list. */
export const pageOf = ({ limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined }) => ({
  limit,
  ...(cursor === undefined ? {} : { cursor }),
});
