import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TenantId } from '#shared/kernel/ids.ts';
import { findingDigest, findingKeyOf, findingPrefix, parseFindingKey } from '#shared/store/finding-key.ts';

const tenantId = TenantId.parse('0b1c2d3e-0000-4000-8000-00000000000f');
const finding = { findingId: 'mfa.every-user-capable', subject: { kind: 'user' as const, id: 'user-1' } };

describe('findingKeyOf', () => {
  it('is stable', () => {
    expect(findingKeyOf(tenantId, finding)).toBe('CxwtPgAAQACAAAAAAAAADwhyZQ3XNobT9ba--lD9mFm7w1NGiT');
  });

  it('contains the tenant, is safe in a URL and of fixed length', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.string(), fc.string({ minLength: 1 }), (guid, findingId, id) => {
        const own = TenantId.parse(guid);
        const each = { findingId, subject: { kind: 'rule' as const, userId: id, ruleId: 'rule-1' } };
        const key = findingKeyOf(own, each);
        expect(key).toMatch(/^[A-Za-z0-9_-]{50}$/);
        expect(parseFindingKey(key)).toEqual({ tenantId: own, findingDigest: findingDigest(each) });
        expect(findingDigest(each).startsWith(findingPrefix(findingId))).toBe(true);
      }),
    );
  });

  it('depends on the tenant, the finding id and the kind and id of the subject only', () => {
    const keys = [
      findingKeyOf(tenantId, finding),
      findingKeyOf(TenantId.parse('0b1c2d3e-0000-4000-8000-00000000000e'), finding),
      findingKeyOf(tenantId, { ...finding, findingId: 'mfa.every-admin-capable' }),
      findingKeyOf(tenantId, { ...finding, subject: { kind: 'app', id: 'user-1' } }),
      findingKeyOf(tenantId, { ...finding, subject: { kind: 'user', id: 'user-2' } }),
    ];
    expect(new Set(keys).size).toBe(5);
    const renamed = { ...finding, version: 2, subject: { ...finding.subject, name: 'Somebody' } };
    expect(findingKeyOf(tenantId, renamed)).toBe(keys[0]);
  });

  it.each(['', 'x', `${'A'.repeat(49)}/`, 'A'.repeat(51)])('refuses %j', (text) => {
    expect(parseFindingKey(text)).toBeUndefined();
  });
});
