import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openApiFile } from '#local/docs/openapi-file.ts';
import { contentText } from '#shared/kernel/content.ts';
import { parameterDescriptions } from '#shared/openapi/parameter-descriptions.ts';
import { propertyDescriptions } from '#shared/openapi/property-descriptions.ts';

const text = readFileSync(openApiFile, 'utf8');
const document: unknown = JSON.parse(text);

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Every property of every schema, with its name and the path to it. */
function* propertiesIn(value: unknown, path = ''): Generator<{ path: string; name: string; schema: unknown }> {
  if (!isObject(value)) return;
  const isSchema = value['type'] === 'object' && isObject(value['properties']);
  for (const [name, schema] of isSchema && isObject(value['properties']) ? Object.entries(value['properties']) : [])
    yield { path: `${path}/${name}`, name, schema };
  for (const [key, inner] of Object.entries(value)) yield* propertiesIn(inner, `${path}/${key}`);
}
function* parametersIn(value: unknown): Generator<Record<string, unknown>> {
  if (!isObject(value)) return;
  if (typeof value['in'] === 'string' && isObject(value['schema'])) yield value;
  for (const inner of Object.values(value)) yield* parametersIn(inner);
}
const isDescribed = (schema: unknown): boolean =>
  isObject(schema) && (typeof schema['description'] === 'string' || typeof schema['$ref'] === 'string');
/** `FindingFacts` says once for all templates what these are. */
const isOfFacts = (path: string): boolean => /\/\w+Facts\/(template|values)$/.test(path);

/** Every object without a name, as text. */
function* unnamedObjects(value: unknown): Generator<string> {
  if (!isObject(value)) return;
  if (isObject(value['properties'])) yield contentText(value);
  for (const inner of Object.values(value)) yield* unnamedObjects(inner);
}
const { paths, components } = z
  .object({
    paths: z.unknown(),
    components: z.object({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
  })
  .parse(document);

const properties = [...propertiesIn(document)];
const parameters = [...parametersIn(document)];

describe('the OpenAPI document', () => {
  it('describes every property', () => {
    expect(properties.length).toBeGreaterThan(1_000);
    expect(
      properties.filter(({ path, schema }) => !isDescribed(schema) && !isOfFacts(path)).map(({ path }) => path),
    ).toEqual([]);
  });

  it('describes every parameter', () => {
    expect(parameters.length).toBeGreaterThan(30);
    expect(parameters.filter((parameter) => !isDescribed(parameter)).map(({ name }) => name)).toEqual([]);
  });

  it('uses every description', () => {
    const used = new Set(
      [...properties.map(({ schema }) => schema), ...parameters, ...Object.values(components.schemas)].flatMap(
        (each) => (isObject(each) && typeof each['description'] === 'string' ? each['description'] : []),
      ),
    );
    const all = [...Object.entries(propertyDescriptions), ...Object.entries(parameterDescriptions)];
    expect(all.filter(([, description]) => !used.has(description)).map(([name]) => name)).toEqual([]);
  });

  it('has no object of 400 characters or more twice: name it in local/docs/common-schemas.ts', () => {
    const named = Object.values(components.schemas).flatMap((schema) => Object.values(schema));
    const large = [...unnamedObjects([paths, named])].filter((text) => text.length >= 400);
    const twice = [...Map.groupBy(large, (text) => text)].filter(([, same]) => same.length > 1);
    expect(twice.map(([text]) => text.slice(0, 300))).toEqual([]);
  });

  it('has at most 450 kB', () => {
    expect(Buffer.byteLength(JSON.stringify(document))).toBeLessThan(450_000);
  });
});
