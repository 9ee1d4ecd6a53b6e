import { z } from 'zod';
import { Text, TextLine } from '#shared/kernel/text.ts';

/** The two query parameters of every list: `z.strictObject({ ...listQuery, state: … })`. */
export const listQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: Text.min(1).max(2048).optional(),
} as const;

/** The words to search for. `where` completes the sentence "Words that … must contain". */
export const searchQuery = (where: string) => ({
  q: TextLine.min(1)
    .max(100)
    .optional()
    .meta({ description: `Words that ${where} must contain, in any order, case and accent.` }),
});

/** The orders of a list; the first is the one without `sort`. */
export const sortQuery = <const Sorts extends readonly [string, ...string[]]>(sorts: Sorts, description: string) => ({
  sort: z
    .enum(sorts)
    .optional()
    .meta({ description: `${description} Without it: \`${sorts[0]}\`.` }),
});

/** A page of a list. `nextCursor` is null on the last page. */
export const List = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/**
 * A filter with several values, separated by commas or given several times. API Gateway joins repeated parameters with
 * commas.
 */
export const commaSeparated = <Value extends z.ZodType<string, string>>(value: Value) =>
  Text.transform((text) => text.split(','))
    .pipe(z.array(value).min(1).max(maxValues))
    .meta({ type: 'array', items: itemSchema(value), minItems: 1, maxItems: maxValues });

const maxValues = 50;

/** The OpenAPI document describes the values: before they are parsed, they are one text. */
const itemSchema = (value: z.ZodType): Record<string, unknown> => {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(value, { io: 'input' });
  return schema;
};

/** `true` or `false` in a query. */
export const QueryBoolean = z.stringbool({ truthy: ['true'], falsy: ['false'] }).meta({ type: 'boolean' });
