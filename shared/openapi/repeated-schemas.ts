import { contentText } from '#shared/kernel/content.ts';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const fieldsOf = (schema: Json): Json => (isObject(schema['properties']) ? schema['properties'] : {});
const requiredOf = (schema: Json): readonly unknown[] => (Array.isArray(schema['required']) ? schema['required'] : []);

/** An object, a list of values and a pattern are known by their content, whatever the place says about them. */
const isKnownByContent = (schema: Json): boolean => ['properties', 'enum', 'pattern'].some((key) => key in schema);
const identityOf = (schema: Json): string => {
  const { description: _description, ...content } = schema;
  return contentText(isKnownByContent(schema) ? content : schema);
};

interface Base {
  readonly name: string;
  /** The text of each field. */
  readonly fields: ReadonlyMap<string, string>;
  readonly required: readonly unknown[];
}

/** Named schemas that others contain or extend. */
export interface RepeatedSchemas {
  readonly nameOf: ReadonlyMap<string, string>;
  readonly descriptionOf: ReadonlyMap<string, unknown>;
  /** Those with the most fields first. */
  readonly bases: readonly Base[];
}

const baseOf = (name: string, schema: Json): Base => ({
  name,
  fields: new Map(Object.entries(fieldsOf(schema)).map(([field, inner]) => [field, contentText(inner)])),
  required: requiredOf(schema),
});

export const repeatedSchemas = (named: ReadonlyMap<string, Json>): RepeatedSchemas => {
  const bases = [...named].map(([name, schema]) => baseOf(name, schema));
  return {
    nameOf: new Map([...named].map(([name, schema]) => [identityOf(schema), name])),
    descriptionOf: new Map([...named].map(([name, { description }]) => [name, description])),
    bases: bases.filter(({ fields }) => fields.size > 1).toSorted((one, other) => other.fields.size - one.fields.size),
  };
};

const referenceTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** Whether the fields have all those of the base, each with the same schema, and require the same of them. */
const hasFieldsOf = ({ fields, required }: Base, given: Json, demanded: readonly unknown[]): boolean =>
  [...fields].every(
    ([field, text]) =>
      field in given && contentText(given[field]) === text && required.includes(field) === demanded.includes(field),
  );

/** The names of the schemas that it extends, and its remaining fields. An object with other rules extends none. */
const basesOf = (schema: Json, own: string | undefined, { bases }: RepeatedSchemas) => {
  let fields = fieldsOf(schema);
  const names: string[] = [];
  const hasOtherRules = ['additionalProperties', 'anyOf', 'oneOf', 'allOf'].some((key) => key in schema);
  for (const base of hasOtherRules ? [] : bases) {
    if (base.name === own || !hasFieldsOf(base, fields, requiredOf(schema))) continue;
    names.push(base.name);
    fields = Object.fromEntries(Object.entries(fields).filter(([field]) => !base.fields.has(field)));
  }
  return { names, fields };
};

/** What holds values, not schemas. */
const literals: readonly string[] = ['enum', 'const', 'default', 'example', 'examples', 'required'];

const fieldsWithReferences = (fields: Json, repeated: RepeatedSchemas): Json =>
  Object.fromEntries(Object.entries(fields).map(([field, inner]) => [field, withReferences(inner, repeated)]));

const withInnerReferences = (value: Json, repeated: RepeatedSchemas): Json =>
  Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key === 'properties' && isObject(inner)) return [key, fieldsWithReferences(inner, repeated)];
      return [key, literals.includes(key) ? inner : withReferences(inner, repeated)];
    }),
  );

const asExtension = (schema: Json, own: string | undefined, repeated: RepeatedSchemas): Json => {
  const { names, fields } = basesOf(schema, own, repeated);
  if (names.length === 0) return withInnerReferences(schema, repeated);
  const { type, properties: _all, required: _required, ...rest } = schema;
  const required = requiredOf(schema).filter((field) => String(field) in fields);
  const demanded = required.length === 0 ? {} : { required };
  const added = { type, properties: fieldsWithReferences(fields, repeated), ...demanded };
  return { ...rest, allOf: [...names.map(referenceTo), ...(Object.keys(fields).length === 0 ? [] : [added])] };
};

/**
 * Refers to a repeated schema wherever a schema is the same, and wherever an object has all of its fields. `own` is the
 * name of the schema if it has one: its definition stays where it is.
 */
export const withReferences = (value: unknown, repeated: RepeatedSchemas, own?: string): unknown => {
  if (Array.isArray(value)) return value.map((each) => withReferences(each, repeated));
  if (!isObject(value)) return value;
  const name = own === undefined ? repeated.nameOf.get(identityOf(value)) : undefined;
  if (name === undefined)
    return 'properties' in value ? asExtension(value, own, repeated) : withInnerReferences(value, repeated);
  const { description } = value;
  const isSaid = description === undefined || description === repeated.descriptionOf.get(name);
  return { ...referenceTo(name), ...(isSaid ? {} : { description }) };
};
