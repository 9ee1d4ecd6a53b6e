import { z } from 'zod';
import { Text } from '#shared/kernel/text.ts';

/** The two query parameters of every list: `z.strictObject({ ...listQuery, state: … })`. */
export const listQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: Text.min(1).max(2048).optional(),
} as const;

/** The query of a list without filters. */
export const ListQuery = z.strictObject(listQuery);

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
