import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  parseRaw,
  RawBoolean,
  RawCount,
  RawId,
  RawInstant,
  RawNonBlankText,
  RawObjectType,
  RawOptionalInstant,
  rawEnum,
  rawList,
} from '#shared/surfaces/raw.ts';

describe('the raw schemas', () => {
  it('treat null, absent and empty as the same', () => {
    const Raw = z.object({
      list: rawList(z.string()),
      name: RawNonBlankText,
      flag: RawBoolean,
      count: RawCount,
      at: RawOptionalInstant,
    });
    const absent = { list: [], name: null, flag: false, count: 0, at: null };
    expect(Raw.parse({})).toEqual(absent);
    expect(Raw.parse({ list: null, name: ' ', flag: null, count: null, at: null })).toEqual(absent);
  });

  it('parse an instant with any number of decimals, and the year 1 as null', () => {
    expect(RawOptionalInstant.parse('2023-03-13T19:15:41.6195833Z')).toBe('2023-03-13T19:15:41.619Z');
    expect(RawOptionalInstant.parse('2023-03-13T19:15:41Z')).toBe('2023-03-13T19:15:41.000Z');
    expect(RawOptionalInstant.parse('2023-03-13T20:15:41+01:00')).toBe('2023-03-13T19:15:41.000Z');
    expect(RawOptionalInstant.parse('0001-01-01T00:00:00Z')).toBeNull();
    expect(RawOptionalInstant.safeParse('soon').success).toBe(false);
    expect(RawInstant.safeParse(null).success).toBe(false);
  });

  it('lower-case GUIDs, and keep other ids unchanged', () => {
    expect(RawId.parse('CBDC14AB-D96C-4C30-B9F4-6ADA7CDC1D46')).toBe('cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46');
    expect(RawId.parse('AAMkAGUAAAwTW09AAA=')).toBe('AAMkAGUAAAwTW09AAA=');
    expect(RawId.safeParse('').success).toBe(false);
  });

  it('accept enumeration values in any case, and new ones', () => {
    const Word = rawEnum('enabled', 'lockedOut');
    expect(['ENABLED', 'lockedout', 'new', null, undefined].map((word) => Word.parse(word))).toEqual([
      'enabled',
      'lockedOut',
      'unknown',
      'unknown',
      'unknown',
    ]);
    const types = ['#microsoft.graph.user', '#microsoft.graph.servicePrincipal', '#microsoft.graph.device', undefined];
    expect(types.map((type) => RawObjectType.parse(type))).toEqual(['user', 'servicePrincipal', 'unknown', 'unknown']);
  });

  it('name the field of a malformed answer, never its value', () => {
    const Raw = z.object({ a: z.object({ b: rawList(z.object({ c: z.number() })) }) });
    const attempt = () => parseRaw(Raw, { a: { b: [{ c: 1 }, { c: 'ada@contoso.example' }] } });
    expect(attempt).toThrow(
      expect.objectContaining({ code: 'MicrosoftAnswerMalformed', details: { field: 'a.b.1.c' } }),
    );
    expect(attempt).not.toThrow(/ada@/);
    expect(() => parseRaw(Raw, null)).toThrow('the answer is not as documented');
  });
});
