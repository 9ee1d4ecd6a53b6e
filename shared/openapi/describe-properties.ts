import type { z } from 'zod';
import { propertyDescriptions } from './property-descriptions.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null;

/** The schemas directly within a schema. */
const innerSchemas = (schema: JsonSchema): JsonSchema[] =>
  [
    ...Object.values(schema.properties ?? {}),
    ...(schema.anyOf ?? []),
    ...(schema.oneOf ?? []),
    ...(schema.allOf ?? []),
    schema.items,
    schema.additionalProperties,
  ]
    .flat()
    .filter(isSchema);

/**
 * Adds a description to every property without one. A reference to a named schema has the description of that one. A
 * schema without a type is a rule about an object that is described beside it.
 */
export const describeProperties = (schema: JsonSchema): void => {
  const properties = schema.type === 'object' ? Object.entries(schema.properties ?? {}) : [];
  for (const [name, property] of properties) {
    const description = propertyDescriptions[name];
    if (!isSchema(property) || property.description !== undefined || property.$ref !== undefined) continue;
    if (description !== undefined) property.description = description;
  }
  for (const inner of innerSchemas(schema)) describeProperties(inner);
};
