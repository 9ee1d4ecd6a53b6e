import { describe, expect, it } from 'vitest';
import { openApiText } from '#local/docs/openapi-file.ts';
import { asRecord } from '#test/support/as-record.ts';

/** The fields that name what an id field identifies. One of them must stand beside it. */
const namesOf: Readonly<Record<string, readonly string[]>> = {
  tenantId: ['tenantName'],
  tenantIds: ['tenantNames'],
  customerId: ['customerName', 'name'],
  customerIds: ['customerNames'],
  connectionId: ['tenantName'],
  memberId: ['memberName', 'email'],
  assigneeId: ['assigneeName'],
  userId: ['upn', 'user', 'name'],
};

/** Objects whose id has no name, and why. */
const withoutName: readonly { readonly at: RegExp; readonly id: string; readonly why: string }[] = [
  {
    at: /^\w+ \/v1\/erasures.*<Erasure>$/,
    id: 'customerId',
    why: 'the receipt of an erasure holds no name of what was erased',
  },
];

const document = asRecord(JSON.parse(await openApiText()));
const schemas = asRecord(asRecord(document['components'])['schemas']);

interface FoundObject {
  readonly at: string;
  readonly fields: readonly string[];
}

const referenceIn = (schema: unknown): string | undefined => {
  const reference = asRecord(schema)['$ref'];
  return typeof reference === 'string' ? reference.slice(reference.lastIndexOf('/') + 1) : undefined;
};
const partsOf = (schema: unknown): readonly unknown[] => {
  const parts = asRecord(schema)['allOf'];
  return Array.isArray(parts) ? parts : [];
};

/** The fields of an object, and those of every schema that it extends. */
const fieldsOf = (schema: unknown): readonly string[] => {
  const name = referenceIn(schema);
  if (name !== undefined) return fieldsOf(schemas[name]);
  return [...Object.keys(asRecord(asRecord(schema)['properties'])), ...partsOf(schema).flatMap(fieldsOf)];
};

/** Every object within a schema, with its place in the answer. What an object extends is part of it. */
const objectsOf = (schema: unknown, at: string, within: readonly string[] = [], isPart = false): FoundObject[] => {
  if (schema === undefined) return [];
  if (Array.isArray(schema)) return schema.flatMap((each) => objectsOf(each, at, within));
  const name = referenceIn(schema);
  if (name !== undefined)
    return within.includes(name) ? [] : objectsOf(schemas[name], `${at}<${name}>`, [...within, name], isPart);
  const { properties, ...rest } = asRecord(schema);
  const fields = fieldsOf(schema);
  return [
    ...(fields.length === 0 || isPart ? [] : [{ at, fields }]),
    ...Object.entries(asRecord(properties)).flatMap(([field, inner]) => objectsOf(inner, `${at}.${field}`, within)),
    ...partsOf(schema).flatMap((part) => objectsOf(part, at, within, true)),
    ...['items', 'anyOf', 'oneOf', 'additionalProperties', 'prefixItems'].flatMap((part) =>
      objectsOf(rest[part], at, within),
    ),
  ];
};

const answers = Object.entries(asRecord(document['paths'])).flatMap(([path, operations]) =>
  Object.entries(asRecord(operations)).flatMap(([method, operation]) =>
    Object.entries(asRecord(asRecord(operation)['responses'])).flatMap(([status, response]) =>
      status.startsWith('2')
        ? Object.values(asRecord(asRecord(response)['content'])).flatMap((content) =>
            objectsOf(asRecord(content)['schema'], `${method.toUpperCase()} ${path}`),
          )
        : [],
    ),
  ),
);

const unnamed = (objects: readonly FoundObject[]): string[] =>
  objects.flatMap(({ at, fields }) =>
    Object.entries(namesOf)
      .filter(([id, names]) => fields.includes(id) && !names.some((name) => fields.includes(name)))
      .filter(([id]) => !withoutName.some((allowed) => allowed.id === id && allowed.at.test(at)))
      .map(([id]) => `${at}: ${id} has no name beside it`),
  );

describe('the answers of the API', () => {
  it('have a name beside every id of a person, tenant, customer or connection', () => {
    expect([...new Set(unnamed(answers))]).toEqual([]);
  });

  it('are walked through references, lists and records', () => {
    expect(answers.length).toBeGreaterThan(150);
    const planted = { type: 'array', items: { anyOf: [{ properties: { tenantId: {}, name: {} } }] } };
    expect(unnamed(objectsOf(planted, 'GET /v1/planted'))).toEqual(['GET /v1/planted: tenantId has no name beside it']);
  });

  it('have the fields of what they extend', () => {
    const part = (...fields: string[]) => ({ properties: Object.fromEntries(fields.map((field) => [field, {}])) });
    const found = (...parts: object[]) => unnamed(objectsOf({ allOf: parts }, 'GET /v1/planted'));
    expect(found(part('tenantId'), part('tenantName'))).toEqual([]);
    expect(found(part('tenantId'), part('name'))).toEqual(['GET /v1/planted: tenantId has no name beside it']);
  });

  it('are each excepted for an object that exists', () => {
    for (const { at, id } of withoutName) {
      expect(answers.some((object) => at.test(object.at) && object.fields.includes(id))).toBe(true);
    }
  });
});
