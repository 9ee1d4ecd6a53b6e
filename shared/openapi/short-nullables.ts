type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const scalars: readonly unknown[] = ['string', 'integer', 'number', 'boolean'];

/** The scalar of `anyOf: [scalar, null]`; undefined for any other schema. */
const nullableScalar = ({ anyOf }: Json): Json | undefined => {
  const [scalar, other, ...more] = Array.isArray(anyOf) ? anyOf : [];
  const isNullable = isObject(other) && other['type'] === 'null' && more.length === 0;
  return isNullable && isObject(scalar) && scalars.includes(scalar['type']) && !('const' in scalar)
    ? scalar
    : undefined;
};

/**
 * Writes a scalar that may be null as one schema with two types instead of a union of two schemas. JSON Schema checks
 * `format`, `pattern` and limits only for values that they apply to, so the meaning is the same.
 */
export const withShortNullables = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withShortNullables);
  if (!isObject(value)) return value;
  const scalar = nullableScalar(value);
  if (scalar === undefined)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withShortNullables(inner)]));
  const { anyOf: _union, ...rest } = value;
  const values = Array.isArray(scalar['enum']) ? { enum: [...scalar['enum'], null] } : {};
  return { ...scalar, type: [scalar['type'], 'null'], ...values, ...rest };
};
