import { describe, expect, it } from 'vitest';
import { contract } from '#functions/api/audit/contract.ts';
import type { Deps } from '#functions/api/audit/deps.ts';
import { listAuditRows } from '#functions/api/audit/list-audit-rows.ts';
import { openMemberScope } from '#shared/access/open-scope.ts';
import { openCursors } from '#shared/api/cursor.ts';
import { CustomerId, MemberId } from '#shared/kernel/ids.ts';
import type { AuditRow } from '#shared/store/audit-row.ts';
import { aPrincipal } from '#test/support/gateway-request.ts';
import { manualClock } from '#test/support/time-and-ids.ts';

const ada = aPrincipal();
const bob = MemberId.parse('mem_00000000000000000000000002');
const customer = CustomerId.parse('cus_00000000000000000000000001');
const zeros = '0'.repeat(64);
const row = (seq: number, changed: Partial<AuditRow> = {}): AuditRow => ({
  mspId: ada.mspId,
  seq,
  at: new Date(Date.UTC(2026, 10, 22, 0, 0, seq)).toISOString(),
  action: 'member.invited',
  memberId: ada.memberId,
  target: 't',
  outcome: 'done',
  requestId: 'r',
  prevHash: zeros,
  hash: zeros,
  ...changed,
});

const reads: number[] = [];
const deps = (rows: readonly AuditRow[]): Deps => ({
  audit: {
    async newest(_scope, { limit, beforeSeq = Number.POSITIVE_INFINITY, memberId }) {
      reads.push(limit);
      return rows
        .filter((each) => each.seq < beforeSeq && (memberId === undefined || each.memberId === memberId))
        .toSorted((a, b) => b.seq - a.seq)
        .slice(0, limit);
    },
    async oldest(_scope, { limit, afterSeq = 0, memberId }) {
      reads.push(limit);
      return rows
        .filter((each) => each.seq > afterSeq && (memberId === undefined || each.memberId === memberId))
        .toSorted((a, b) => a.seq - b.seq)
        .slice(0, limit);
    },
    verify: () => Promise.reject(new Error('not asked for')),
  },
  anchors: {
    ofMsp: () => Promise.reject(new Error('not asked for')),
  },
  members: { list: async () => [{ memberId: ada.memberId, email: ada.email }] },
  customers: { list: async () => [{ customerId: customer, name: 'Contoso' }] },
  cursors: openCursors(async () => Buffer.from('a key of at least sixteen bytes')),
  clock: manualClock(),
});
const Query = contract.operations.listAuditRows.query;
const list = async (rows: readonly AuditRow[], query: object = {}, caller = openMemberScope(ada)) => {
  const request = {
    caller,
    params: undefined,
    query: Query.parse(query),
    body: undefined,
    requestId: 'r',
    origin: 'o',
  };
  return (await listAuditRows(request, deps(rows))).body;
};
const seqs = async (...given: Parameters<typeof list>) => (await list(...given)).items.map(({ seq }) => seq);
const thirty = Array.from({ length: 30 }, (_, at) =>
  row(at + 1, at % 3 === 0 ? { memberId: bob, action: 'member.removed' } : {}),
);

describe('listAuditRows', () => {
  it('lists rows newest first, with current names', async () => {
    const { items } = await list([row(1), row(2, { memberId: bob, customerId: customer })]);
    expect(items).toMatchObject([
      { seq: 2, memberName: null, customerName: 'Contoso' },
      { seq: 1, memberName: 'ada@msp.example' },
    ]);
    expect(items[1]).not.toHaveProperty('customerName');
  });

  it.each([
    ['an action', { action: 'member.removed' }, [28, 25, 22, 19, 16, 13, 10, 7, 4, 1]],
    ['a member', { memberId: bob, limit: 2 }, [28, 25]],
    ['instants from', { from: '2026-11-22T00:00:28Z' }, [30, 29, 28]],
    ['instants before', { to: '2026-11-22T00:00:03Z' }, [2, 1]],
    [
      'everything at once',
      { action: 'member.removed', from: '2026-11-22T00:00:05Z', to: '2026-11-22T00:00:13Z' },
      [10, 7],
    ],
    ['nothing that is there', { action: 'msp.removed' }, []],
    ['oldest first', { sort: 'oldest', limit: 3 }, [1, 2, 3]],
    ['oldest first, one member', { sort: 'oldest', memberId: bob, limit: 2 }, [1, 4]],
    ['oldest first, instants before', { sort: 'oldest', to: '2026-11-22T00:00:03Z' }, [1, 2]],
    ['words of the action', { q: 'REMOVED member', limit: 2 }, [28, 25]],
    ['the address of the member', { q: 'ada@msp.example', limit: 2 }, [30, 29]],
    ['words that no row has', { q: 'removed ada@msp.example' }, []],
  ])('filters by %s', async (_what, query, expected) => {
    expect(await seqs(thirty, query)).toEqual(expected);
  });

  it.each([{}, { action: 'member.removed' }, { memberId: bob }, { sort: 'oldest' }, { sort: 'oldest', q: 'removed' }])(
    'returns each row exactly once over all pages (%j)',
    async (filter) => {
      const all = await seqs(thirty, { ...filter, limit: 200 });
      const seen: number[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await list(thirty, { ...filter, limit: 4, ...(cursor ? { cursor } : {}) });
        seen.push(...page.items.map(({ seq }) => seq));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(seen).toEqual(all);
    },
  );

  it.each(['member', 'viewer'] as const)('lists only their own rows to a %s, whatever the query', async (role) => {
    const caller = openMemberScope(aPrincipal({ role, memberId: bob }));
    expect(await seqs(thirty, {}, caller)).toEqual([28, 25, 22, 19, 16, 13, 10, 7, 4, 1]);
    expect(await seqs(thirty, { memberId: bob, limit: 1 }, caller)).toEqual([28]);
    expect(await list(thirty, { memberId: ada.memberId }, caller)).toEqual({ items: [], nextCursor: null });
  });

  it('searches the name of the customer and the reason', async () => {
    const rows = [row(1, { customerId: customer }), row(2, { reason: 'A new phone' }), row(3)];
    expect(await seqs(rows, { q: 'contoso' })).toEqual([1]);
    expect(await seqs(rows, { q: 'new phone' })).toEqual([2]);
  });

  it('ends where no later row can be within the instants', async () => {
    const hours = Array.from({ length: 1_000 }, (_, at) =>
      row(at + 1, { at: new Date(Date.UTC(2026, 10, 1, at)).toISOString() }),
    );
    reads.length = 0;
    expect(await seqs(hours, { sort: 'oldest', to: '2026-11-01T02:00:00Z' })).toEqual([1, 2]);
    expect(await seqs(hours, { from: '2026-12-12T14:00:00Z' })).toEqual([1_000, 999]);
    expect(reads).toHaveLength(2);
  });

  it.each([{ sort: 'oldest' }, { q: 'member' }, {}])('refuses the cursor of another query (%j)', async (query) => {
    const { nextCursor } = await list(thirty, { limit: 4, action: 'member.invited' });
    await expect(list(thirty, { limit: 4, ...query, cursor: nextCursor })).rejects.toMatchObject({
      code: 'InvalidCursor',
    });
  });

  it('examines a bounded number of rows and returns a cursor', async () => {
    const many = Array.from({ length: 2_500 }, (_, at) => row(at + 1, at === 0 ? { action: 'msp.created' } : {}));
    reads.length = 0;
    const first = await list(many, { action: 'msp.created' });
    expect(first.items).toEqual([]);
    expect(reads).toHaveLength(10);
    expect(await seqs(many, { action: 'msp.created', cursor: first.nextCursor })).toEqual([1]);
  });
});
