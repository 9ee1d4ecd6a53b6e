import { describe, expect, it } from 'vitest';
import { repeatedSchemas, withReferences } from '#shared/openapi/repeated-schemas.ts';

const text = { type: 'string' };
const color = { type: 'string', enum: ['green', 'red'] };
const Color = { ...color, description: 'The color.' };
const Cursor = { ...text, description: 'Asks for the next page.' };
const Tenant = { type: 'object', properties: { tenantId: text, tenantName: text }, required: ['tenantId'] };
const Person = {
  type: 'object',
  properties: { tenantId: text, tenantName: text, userId: text },
  required: ['tenantId', 'userId'],
};
const repeated = repeatedSchemas(new Map(Object.entries({ Color, Cursor, Tenant, Person })));

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: object, required: readonly string[]) => ({ type: 'object', properties, required });

describe('withReferences', () => {
  it('refers to a schema that is the same, and keeps a description of the place that says something else', () => {
    expect(withReferences({ items: color }, repeated)).toEqual({ items: reference('Color') });
    expect(withReferences(Color, repeated)).toEqual(reference('Color'));
    const other = { ...color, description: 'The color of the band.' };
    expect(withReferences(other, repeated)).toEqual({ ...reference('Color'), description: other.description });
  });

  it('takes two plain texts for the same only if their descriptions are', () => {
    expect(withReferences({ items: text }, repeated)).toEqual({ items: text });
    expect(withReferences({ items: Cursor }, repeated)).toEqual({ items: reference('Cursor') });
  });

  it('extends a schema whose fields an object has, the one with the most fields first', () => {
    const { properties } = Person;
    const made = withReferences(
      { ...object({ ...properties, color }, ['tenantId', 'userId', 'color']), description: 'X.' },
      repeated,
    );
    expect(made).toEqual({
      allOf: [reference('Person'), object({ color: reference('Color') }, ['color'])],
      description: 'X.',
    });
  });

  it('extends several schemas, and adds nothing where no field remains', () => {
    const both = repeatedSchemas(
      new Map(Object.entries({ Tenant, Page: object({ limit: text, cursor: text }, ['limit']) })),
    );
    const schema = object({ ...Tenant.properties, limit: text, cursor: text }, ['tenantId', 'limit']);
    expect(withReferences(schema, both)).toEqual({ allOf: [reference('Tenant'), reference('Page')] });
  });

  it.each([
    ['a field has another schema', object({ tenantId: text, tenantName: color }, ['tenantId'])],
    ['another field is required', object({ ...Tenant.properties, color }, ['tenantId', 'tenantName'])],
    [
      'the object takes no other field',
      { ...object({ ...Tenant.properties, color }, []), additionalProperties: false },
    ],
  ])('does not extend where %s', (_when, schema) => {
    expect(JSON.stringify(withReferences(schema, repeated))).not.toContain('allOf');
  });

  it('keeps the definition of a named schema where it is, and lets it extend others', () => {
    expect(withReferences(Tenant, repeated, 'Tenant')).toEqual(Tenant);
    expect(withReferences(Person, repeated, 'Person')).toEqual({
      allOf: [reference('Tenant'), object({ userId: text }, ['userId'])],
    });
  });

  it('leaves examples and defaults alone', () => {
    const schema = { type: 'object', example: color, default: color };
    expect(withReferences(schema, repeated)).toEqual(schema);
  });
});
