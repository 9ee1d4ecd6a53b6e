import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dateOf } from '#shared/kernel/clock.ts';
import { dueMailboxes } from '#shared/surfaces/inbox-rules/rotation.ts';
import type { InboxRules } from '#shared/surfaces/inbox-rules/schema.ts';

const begin = new Date('2026-11-22T09:00:00.000Z');
const fact = (userId: string, readOn: string): InboxRules => ({
  userId,
  readOn,
  outcome: 'read',
  oddRules: 0,
  rules: [],
});
const mailboxes = (count: number, isUrgent = (_at: number) => false) =>
  Array.from({ length: count }, (_, at) => ({ id: `u${at}`, ...(isUrgent(at) && { isUrgent: true }) }));

describe('the rotation', () => {
  it('reads every mailbox every day within the budget', () => {
    const all = mailboxes(5000, (at) => at % 9 === 0);
    const known = all.map(({ id }) => fact(id, dateOf(begin)));
    expect(dueMailboxes(all, known, addDays(begin, 1))).toHaveLength(5000);
    const some = known.map((each, at) => (at < 100 ? each : fact(each.userId, '2026-11-21')));
    expect(dueMailboxes(all, some, begin)).toHaveLength(4900);
  });

  it('reads as many as the budget allows, and at least a sixth', () => {
    const all = mailboxes(60);
    const known = all.map(({ id }) => fact(id, '2026-11-21'));
    const read = (budget: number) => dueMailboxes(all, known, begin, budget).length;
    expect([read(60), read(25), read(3)]).toEqual([60, 25, 10]);
  });

  it('reads all mailboxes first, and then a sixth per day of a tenant beyond the budget', () => {
    const all = mailboxes(60);
    expect(dueMailboxes(all, [], begin, 0)).toHaveLength(60);
    const known = all.map(({ id }) => fact(id, dateOf(begin)));
    expect(dueMailboxes(all, known, begin, 0)).toEqual([]);
    expect(dueMailboxes(all, known, addDays(begin, 1), 0)).toHaveLength(10);
  });

  it('reads the mailbox that was read longest ago first', () => {
    const known = [fact('u0', '2026-11-20'), fact('u1', '2026-11-18'), fact('u2', '2026-11-21')];
    expect(dueMailboxes(mailboxes(3), known, begin, 1)).toEqual([{ id: 'u1' }]);
  });

  it('reads urgent mailboxes once a day, in addition to the daily share', () => {
    const all = mailboxes(7, (at) => at === 0);
    const known = all.map(({ id }) => fact(id, '2026-11-21'));
    const due = dueMailboxes(all, known, begin, 0);
    expect(due.map(({ id }) => id)).toEqual(['u0', 'u1']);
    const after = known.map((each) =>
      due.some(({ id }) => id === each.userId) ? fact(each.userId, '2026-11-22') : each,
    );
    expect(dueMailboxes(all, after, begin, 0)).toEqual([]);
  });

  it('reads every mailbox within seven days without a budget, whichever are added or removed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 10, maxLength: 25 }), (sizes) => {
        let known: readonly InboxRules[] = [];
        for (const [day, size] of sizes.entries()) {
          const now = addDays(begin, day);
          const all = mailboxes(size, (at) => at % 9 === 0);
          const due = new Set(dueMailboxes(all, known, now, 0).map(({ id }) => id));
          const before = new Map(known.map(({ userId, readOn }) => [userId, readOn]));
          known = all.map(({ id }) => fact(id, due.has(id) ? dateOf(now) : (before.get(id) ?? 'never')));
          for (const { readOn } of known) expect(readOn > dateOf(addDays(now, -7))).toBe(true);
          for (const { userId, readOn } of known) {
            expect(readOn === 'never').toBe(false);
            if (Number(userId.slice(1)) % 9 === 0) expect(readOn).toBe(dateOf(now));
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
