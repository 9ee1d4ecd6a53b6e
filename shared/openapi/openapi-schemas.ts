import { z } from 'zod';

type JsonSchema = z.core.JSONSchema.BaseSchema;
export type NamedSchemas = Map<string, JsonSchema>;

const rename = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(rename);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string' ? inner.replace('#/$defs/', '#/components/schemas/') : rename(inner),
    ]),
  );
};

/**
 * The JSON Schema (draft 2020-12, the one of OpenAPI 3.1) of one side of a contract. Schemas with `meta({ id })` are
 * added to `named` and referenced. Response schemas never set `additionalProperties: false`, because a new response
 * field is not a breaking change.
 */
export const jsonSchemaOf = (schema: z.ZodType, side: 'request' | 'answer', named: NamedSchemas): JsonSchema => {
  const made = z.toJSONSchema(schema, {
    io: side === 'request' ? 'input' : 'output',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (side === 'answer' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  const { $defs = {}, $schema: _dialect, ...inline } = made;
  for (const [name, definition] of Object.entries($defs)) keep(named, name, rename(definition) as JsonSchema); // rename keeps the shape
  return rename(inline) as JsonSchema;
};

const keep = (named: NamedSchemas, name: string, { id: _name, ...definition }: JsonSchema): void => {
  const earlier = named.get(name);
  if (earlier !== undefined && JSON.stringify(earlier) !== JSON.stringify(definition)) {
    throw new Error(`two different schemas call themselves ${name}`);
  }
  named.set(name, definition);
};
