import { z } from 'zod';
import { isSameContent } from '#shared/kernel/content.ts';
import { describeProperties } from './describe-properties.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;
export type NamedSchemas = Map<string, JsonSchema>;

const withComponentRefs = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withComponentRefs);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string'
        ? inner.replace('#/$defs/', '#/components/schemas/')
        : withComponentRefs(inner),
    ]),
  );
};

/**
 * The JSON Schema (draft 2020-12, the one of OpenAPI 3.1) of one side of a contract. Schemas with `meta({ id })` are
 * added to `named` and referenced. Response schemas never set `additionalProperties: false`, because a new response
 * field is not a breaking change.
 */
export const jsonSchemaOf = (
  schema: z.ZodType,
  side: 'request' | 'answer',
  named: NamedSchemas,
  { withoutDescriptions = false } = {},
): JsonSchema => {
  const made = z.toJSONSchema(schema, {
    io: side === 'request' ? 'input' : 'output',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (side === 'answer' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      // The expression for a date or a GUID is hundreds of characters that say the same as its format.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
      // In an answer nothing is written, so the word says nothing.
      if (side === 'answer') delete jsonSchema.readOnly;
      // Every integer of JavaScript has these bounds.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  const { $defs = {}, $schema: _dialect, ...inline } = made;
  for (const [name, definition] of Object.entries($defs)) addSchema(named, name, described(definition));
  // The description of a parameter stands beside its schema.
  return withoutDescriptions ? (withComponentRefs(inline) as JsonSchema) : described(inline);
};

/** withComponentRefs changes references only, so the result is still a schema. */
const described = (schema: JsonSchema): JsonSchema => {
  const made = withComponentRefs(schema) as JsonSchema;
  describeProperties(made);
  return made;
};

const addSchema = (named: NamedSchemas, name: string, { id: _name, ...definition }: JsonSchema): void => {
  const existing = named.get(name);
  if (existing !== undefined && !isSameContent(existing, definition)) {
    throw new Error(`two different schemas call themselves ${name}`);
  }
  named.set(name, definition);
};
