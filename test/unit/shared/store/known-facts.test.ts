import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openKnownFacts } from '#shared/store/known-facts.ts';

describe('openKnownFacts', () => {
  it('distinguishes new, changed and unchanged facts as two maps would', () => {
    const pairs = fc.array(fc.tuple(fc.string({ maxLength: 2 }), fc.constantFrom('one', 'two', 'three')));
    fc.assert(
      fc.property(pairs, pairs, (stored, reading) => {
        const standing = new Map(stored);
        const facts = openKnownFacts();
        for (const [id, hash] of standing) facts.noteStored(id, hash);
        const now = new Map(standing);
        const seen = new Set<string>();
        for (const [id, hash] of reading) {
          expect(facts.noteRead(id, hash)).toBe(now.get(id) !== hash);
          now.set(id, hash);
          seen.add(id);
        }
        const ids = [...now.keys()];
        expect(ids.filter((id) => facts.wasRead(id))).toEqual(ids.filter((id) => seen.has(id)));
        expect(facts.readCount()).toBe(seen.size);
        expect(facts.unreadCount()).toBe(ids.filter((id) => !seen.has(id)).length);
      }),
    );
  });

  it('counts a stored fact as read without comparing it, and an unknown id not at all', () => {
    const facts = openKnownFacts();
    facts.noteStored('one', 'hash');
    expect([facts.noteKept('one'), facts.noteKept('one'), facts.noteKept('two')]).toEqual([true, true, false]);
    expect([facts.readCount(), facts.unreadCount(), facts.wasRead('one'), facts.wasRead('two')]).toEqual([
      1,
      0,
      true,
      false,
    ]);
    expect(facts.noteRead('one', 'hash')).toBe(false);
  });

  it('keeps many facts', () => {
    const facts = openKnownFacts();
    const ids = Array.from({ length: 5000 }, (_, at) => `user-${at}`);
    for (const id of ids) facts.noteStored(id, `hash of ${id}`);
    expect(ids.filter((id) => facts.noteRead(id, `hash of ${id}`))).toEqual([]);
    expect([facts.readCount(), facts.unreadCount(), facts.wasRead('user-5000')]).toEqual([5000, 0, false]);
  });
});
