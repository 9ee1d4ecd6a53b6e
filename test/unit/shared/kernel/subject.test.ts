import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Subject, SubjectKind, subjectId, subjectSkuId, subjectUserId } from '#shared/kernel/subject.ts';

const rule = { kind: 'rule', userId: 'user-1', ruleId: 'rule-1' } as const;
const license = { kind: 'license', userId: 'user-1', skuId: 'sku-1' } as const;

describe('a subject', () => {
  it('has the id of its object, after the id of its user for a rule or license', () => {
    expect(subjectId({ kind: 'user', id: 'user-1' })).toBe('user-1');
    expect(subjectId(rule)).toBe('user-1/rule-1');
    expect(subjectId(license)).toBe('user-1/sku-1');
  });

  it('names its user when it is or belongs to one', () => {
    expect([rule, license, { kind: 'user', id: 'user-1' } as const].map(subjectUserId)).toEqual(
      Array.from({ length: 3 }, () => 'user-1'),
    );
    expect(subjectUserId({ kind: 'tenant', id: 'user-1' })).toBeUndefined();
  });

  it('names its SKU when it is one or a seat of one', () => {
    expect(subjectSkuId(license)).toBe('sku-1');
    expect(subjectSkuId({ kind: 'sku', id: 'sku-1' })).toBe('sku-1');
    expect(subjectSkuId(rule)).toBeUndefined();
  });

  it('has its parts, and not a composed id, when it has two ids', () => {
    expect(Subject.safeParse({ ...license, name: 'A seat' }).success).toBe(true);
    expect(Subject.safeParse({ kind: 'license', id: 'user-1/sku-1', name: 'A seat' }).success).toBe(false);
  });

  it('parses for each kind', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SubjectKind.options), fc.string({ minLength: 1 }), (kind, id) => {
        const subject = { kind, id, userId: id, ruleId: id, skuId: id, name: 'A name' };
        expect(Subject.parse(subject)).toMatchObject({ kind, name: 'A name' });
      }),
    );
  });
});
