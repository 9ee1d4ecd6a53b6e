import { describe, expect, it } from 'vitest';
import { withShortNullables } from '#shared/openapi/short-nullables.ts';

const nothing = { type: 'null' };

describe('withShortNullables', () => {
  it('writes a scalar or null as one schema with two types, and keeps its rules and its description', () => {
    const schema = { anyOf: [{ type: 'integer', minimum: 0 }, nothing], description: 'How many.' };
    expect(withShortNullables(schema)).toEqual({ type: ['integer', 'null'], minimum: 0, description: 'How many.' });
  });

  it('adds null to the values of an enum', () => {
    const schema = { anyOf: [{ type: 'string', enum: ['green', 'red'] }, nothing] };
    expect(withShortNullables(schema)).toEqual({ type: ['string', 'null'], enum: ['green', 'red', null] });
  });

  it.each([
    ['a reference or null', { anyOf: [{ $ref: '#/components/schemas/Money' }, nothing] }],
    ['an object or null', { anyOf: [{ type: 'object', properties: {} }, nothing] }],
    ['a constant or null', { anyOf: [{ type: 'string', const: 'USD' }, nothing] }],
    ['a union of more than one schema and null', { anyOf: [{ type: 'string' }, { type: 'number' }, nothing] }],
    ['a union without null', { anyOf: [{ type: 'string' }, { type: 'number' }] }],
  ])('keeps %s as it is', (_what, schema) => {
    expect(withShortNullables(schema)).toEqual(schema);
  });

  it('reaches schemas within schemas', () => {
    const schema = { type: 'array', items: { properties: { on: { anyOf: [{ type: 'string' }, nothing] } } } };
    expect(withShortNullables(schema)).toEqual({
      type: 'array',
      items: { properties: { on: { type: ['string', 'null'] } } },
    });
  });
});
