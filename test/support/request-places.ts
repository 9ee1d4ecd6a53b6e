import { z } from 'zod';
import { asRecord } from './as-record.ts';

type Schema = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

/** One place of a request: its path, what is expected there, and a request that is filled in up to it. */
export interface RequestPlace {
  readonly path: Path;
  readonly schema: Schema;
  readonly request: unknown;
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The alternatives of a schema; the schema itself where it has none. */
const alternativesOf = (schema: Schema): readonly Schema[] => {
  const alternatives = [...asList(schema['anyOf']), ...asList(schema['oneOf'])].map(asRecord);
  return alternatives.length === 0 ? [schema] : alternatives.flatMap(alternativesOf);
};

const sampleOf = (schema: Schema): unknown => {
  const [first = {}] = alternativesOf(schema);
  if (first['const'] !== undefined) return first['const'];
  const [option] = asList(first['enum']);
  if (option !== undefined) return option;
  switch (first['type']) {
    case 'object':
      return Object.fromEntries(
        Object.entries(asRecord(first['properties'])).map(([name, inner]) => [name, sampleOf(asRecord(inner))]),
      );
    case 'array':
      return [sampleOf(asRecord(first['items']))];
    case 'boolean':
      return true;
    case 'number':
    case 'integer':
      return 1;
    default:
      return 'some text';
  }
};

/** A copy of the request with another value at the path. */
export const withValue = (request: unknown, [key, ...rest]: Path, value: unknown): unknown => {
  if (key === undefined) return value;
  if (typeof key === 'number') return asList(request).with(key, withValue(asList(request)[key], rest, value));
  return { ...asRecord(request), [key]: withValue(asRecord(request)[key], rest, value) };
};

const placesWithin = (schema: Schema, path: Path, around: (value: unknown) => unknown): RequestPlace[] =>
  alternativesOf(schema).flatMap((alternative) => {
    const sample = sampleOf(alternative);
    const fields = Object.entries(asRecord(alternative['properties'])).map(([name, inner]) => [name, inner] as const);
    const entries = alternative['items'] === undefined ? fields : [...fields, [0, alternative['items']] as const];
    return [
      { path, schema: alternative, request: around(sample) },
      ...entries.flatMap(([key, inner]) =>
        placesWithin(asRecord(inner), [...path, key], (value) => around(withValue(sample, [key], value))),
      ),
    ];
  });

/** Every place of a request, through fields, lists and alternatives. */
export const requestPlaces = (schema: z.ZodType): readonly RequestPlace[] =>
  placesWithin(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }), [], (value) => value);
