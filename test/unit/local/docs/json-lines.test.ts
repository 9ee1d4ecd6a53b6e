import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonWithLinesAtDepth } from '#local/docs/json-lines.ts';

describe('JSON with lines at a depth', () => {
  it('is JSON of the same value at any depth', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(5), (value, depth) => {
        expect(JSON.parse(jsonWithLinesAtDepth(value, depth))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('has one line for each entry at the depth', () => {
    const paths = { '/a': { get: { id: 'a', tags: ['x'] }, post: { id: 'b' } } };
    expect(jsonWithLinesAtDepth({ paths, tags: [] }, 3)).toBe(
      [
        '{',
        '  "paths": {',
        '    "/a": {',
        '      "get": {"id":"a","tags":["x"]},',
        '      "post": {"id":"b"}',
        '    }',
        '  },',
        '  "tags": []',
        '}',
      ].join('\n'),
    );
  });

  it('leaves out fields without a value', () => {
    expect(jsonWithLinesAtDepth({ there: 1, missing: undefined }, 1)).toBe('{\n  "there": 1\n}');
  });
});
