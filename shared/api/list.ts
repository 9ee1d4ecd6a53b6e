import { z } from 'zod';

/** The two fields that every list takes: `z.strictObject({ ...listQuery, state: … })`. */
export const listQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(2048).optional(),
} as const;

/** For a list without filters. */
export const ListQuery = z.strictObject(listQuery);

/** A page of a list. `nextCursor` is null on the last one. */
export const List = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** A filter that takes several values, separated by commas or given several times (the gateway joins those with commas). */
export const commaSeparated = <Value extends z.ZodType<string, string>>(value: Value) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(value).min(1).max(50));
